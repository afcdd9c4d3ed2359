import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { EvalCaseInput } from "./eval-case.ts";
import type { JsonValue } from "./json-value.ts";
import { loadDataset } from "./load-dataset.ts";
import { saveDataset } from "./save-dataset.ts";
import { stringifyJson } from "./stringify-json.ts";
import { datasetFolder, evalErrorOf } from "./test-helpers/dataset-folder.ts";

const json: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: "binary" }),
    fc.constantFrom("\u2028", "\r\n", "\ufeff", "##[x]", -0, 2 ** 64),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.string({ unit: "binary" }), tie("value"), { maxKeys: 3 }),
    fc.constant(JSON.parse('{"__proto__":{"a":1},"2":0,"1":0}') as unknown),
  ),
})).value;
const text = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
  .filter((value) => value.trim() !== "" && !/[\p{C}\p{Zl}\p{Zp}]/u.test(value));
const evalCase = fc.record(
  {
    id: text,
    input: json,
    expected: json,
    partition: fc.constantFrom("adversarial", "distribution"),
    tags: fc.array(text, { maxLength: 2 }),
    // "__proto__" cannot name a dimension: loading refuses it, and so does saving.
    metadata: fc.dictionary(
      text.filter((name) => name !== "__proto__"),
      json,
      { maxKeys: 2 },
    ),
    createdAt: fc
      .date({ noInvalidDate: true, min: new Date("0000-01-01"), max: new Date("9999-12-31") })
      .map((date) => date.toISOString()),
    source: fc.string(),
    reviewedBy: fc.array(text, { maxLength: 2 }),
    rootCause: fc.string(),
  },
  { requiredKeys: ["id", "input"] },
);
const someCases = fc.uniqueArray(evalCase, { minLength: 1, maxLength: 5, selector: ({ id }) => id });

test("saving and loading gives the same cases", async () => {
  await fc.assert(
    fc.asyncProperty(someCases, fc.constantFrom("c.jsonl", "c.json", "c.csv"), async (cases, name) => {
      const path = join(datasetFolder(), name);
      await saveDataset(path, cases as EvalCaseInput[]);

      const loaded = (await loadDataset(path)).cases.map(({ location: _location, ...rest }) => rest);
      const expected = cases.map((one) => ({
        ...one,
        partition: one.partition ?? "unpartitioned",
        tags: one.tags ?? [],
        metadata: one.metadata ?? {},
      }));
      expect(stringifyJson(loaded, { sortKeys: true })).toBe(stringifyJson(expected, { sortKeys: true }));

      const before = readFileSync(path, "utf8");
      await saveDataset(path, (await loadDataset(path)).cases);
      expect(readFileSync(path, "utf8")).toBe(before);
    }),
    { numRuns: 60 },
  );
});

async function saved(
  name: string,
  before: string,
  change: (cases: EvalCaseInput[]) => EvalCaseInput[],
): Promise<string> {
  const path = join(datasetFolder({ [name]: before }), name);
  const { cases } = await loadDataset(path);
  await saveDataset(path, change([...cases]));
  return readFileSync(path, "utf8");
}

const edit = (id: string, more: object) => (cases: EvalCaseInput[]) =>
  cases.map((one) => (one.id === id ? { ...one, ...more } : one));

test("leaves a file alone when no case changed, whatever its layout", async () => {
  const before = '\ufeff{ "input" : 1.0, "id":"a" }\r\n\r\n{"id":"b","tags":[],"input":"\\u00e9"}';

  expect(await saved("c.jsonl", before, (cases) => cases)).toBe(before);
});

test("keeps every byte of unchanged rows, and the order of keys of changed ones", async () => {
  const before =
    '{ "input" : 1.0, "id":"a" }\r\n{"tags":["x"],"input":{"z":1,"b":[{"y":1,"x":2}]},"id":"b"}\r\n';

  const after = await saved("c.jsonl", before, edit("b", { input: { a: 0, b: [{ x: 2, y: 3 }], z: 1 } }));

  expect(after).toBe(
    '{ "input" : 1.0, "id":"a" }\r\n{"tags":["x"],"input":{"z":1,"b":[{"y":3,"x":2}],"a":0},"id":"b"}\r\n',
  );
});

test("keeps the order of lines, and adds new cases at the end", async () => {
  const before = '{"id":"b","input":1}\n{"id":"a","input":1}\n{"id":"c","input":1}\n';

  const after = await saved("c.jsonl", before, (cases) => [
    { id: "new", input: 2, tags: ["t"] },
    ...cases.toReversed().slice(1),
  ]);

  expect(after).toBe('{"id":"b","input":1}\n{"id":"a","input":1}\n{"id":"new","input":2,"tags":["t"]}\n');
});

test("keeps the layout of a JSON file", async () => {
  const before =
    '[\n    {\n        "id": "a",\n        "input": 1\n    },\n    { "id": "b", "input": 2 }\n]\n';

  const after = await saved("c.json", before, edit("a", { input: { x: [] } }));

  expect(after).toBe(
    '[\n    {\n        "id": "a",\n        "input": {\n            "x": []\n        }\n    },\n    { "id": "b", "input": 2 }\n]\n',
  );
});

test("refuses to save cases that could not be loaded again, and leaves the file alone", async () => {
  const path = join(datasetFolder({ "c.jsonl": '{"id":"a","input":1}\n' }), "c.jsonl");

  const error = await evalErrorOf(() =>
    saveDataset(path, [
      { id: "a", input: 1 },
      { id: "a", input: 2 },
      { id: "", input: 1 },
    ]),
  );

  expect(error.message).toContain("2 problems");
  expect(readFileSync(path, "utf8")).toBe('{"id":"a","input":1}\n');
});

test.each([NaN, undefined, new Map(), 1n])(
  "refuses to save an input that JSON would lose: %s",
  async (value) => {
    const path = join(datasetFolder(), "c.jsonl");

    await expect(saveDataset(path, [{ id: "a", input: { value } }])).rejects.toThrow(
      /Failed to write "input.value" as JSON/,
    );
  },
);

test("refuses to overwrite a file that cannot be read", async () => {
  const path = join(datasetFolder({ "c.jsonl": '{"id":"a","input":1}\n{"id":"b","inp' }), "c.jsonl");

  const error = await evalErrorOf(() => saveDataset(path, [{ id: "a", input: 1 }]));

  expect(error.code).toBe("DATASET_SYNTAX");
});

test("refuses to save no case at all", async () => {
  await expect(saveDataset(join(datasetFolder(), "c.json"), [])).rejects.toThrow("there is no case to save");
});

test("leaves no temporary file behind", async () => {
  const folder = datasetFolder({ "c.jsonl": '{"id":"a","input":1}\n' });

  await saveDataset(join(folder, "c.jsonl"), [{ id: "a", input: 2 }]);

  expect(readdirSync(folder)).toEqual(["c.jsonl"]);
});

test("keeps the file's mode, and a symbolic link to it", async () => {
  const folder = datasetFolder({ "real.jsonl": '{"id":"a","input":1}\n' });
  chmodSync(join(folder, "real.jsonl"), 0o640);
  symlinkSync(join(folder, "real.jsonl"), join(folder, "link.jsonl"));

  await saveDataset(join(folder, "link.jsonl"), [{ id: "a", input: 2 }]);

  expect(lstatSync(join(folder, "link.jsonl")).isSymbolicLink()).toBe(true);
  expect(statSync(join(folder, "real.jsonl")).mode & 0o777).toBe(0o640);
  expect(readFileSync(join(folder, "real.jsonl"), "utf8")).toBe('{"id":"a","input":2}\n');
});

test("fills a file that is empty", async () => {
  const path = join(datasetFolder({ "c.jsonl": "" }), "c.jsonl");

  await saveDataset(path, [{ id: "a", input: 1 as JsonValue }]);

  expect(readFileSync(path, "utf8")).toBe('{"id":"a","input":1}\n');
});

test("does not write a partition into rows that have it by definition", async () => {
  const path = join(datasetFolder({ "c.jsonl": '{"id":"a","input":1}\n' }), "c.jsonl");
  const { cases } = await loadDataset(path, { partition: "distribution" });

  await saveDataset(path, edit("a", { input: 2 })([...cases]), { partition: "distribution" });

  expect(readFileSync(path, "utf8")).toBe('{"id":"a","input":2}\n');
  writeFileSync(path, "");
});
