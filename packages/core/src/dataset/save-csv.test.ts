import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { EvalCaseInput } from "./eval-case.ts";
import { loadDataset } from "./load-dataset.ts";
import { saveDataset } from "./save-dataset.ts";
import { datasetFolder } from "./test-helpers/dataset-folder.ts";

async function saved(before: string, change: (cases: EvalCaseInput[]) => EvalCaseInput[]): Promise<string> {
  const path = join(datasetFolder({ "c.csv": before }), "c.csv");
  await saveDataset(path, change([...(await loadDataset(path)).cases]));
  return readFileSync(path, "utf8");
}

test("gives back texts that a spreadsheet would run, cut or drop", async () => {
  const mark = fc.constantFrom(
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    '"',
    ",",
    ";",
    "'",
    " ",
    "\uff1d",
    "\ufeff",
    "x",
  );
  const text = fc.array(mark, { maxLength: 6 }).map((marks) => marks.join(""));
  const row = fc.record({
    input: fc.oneof(text, fc.dictionary(text, text, { maxKeys: 3 })),
    expected: text,
    source: text,
  });

  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 4 }), async (rows) => {
      const path = join(datasetFolder(), "c.csv");
      const cases = rows.map((one, index) => ({ id: String(index), ...one }));

      await saveDataset(path, cases as EvalCaseInput[]);

      const { cases: loaded } = await loadDataset(path);
      expect(loaded.map(({ id, input, expected, source }) => ({ id, input, expected, source }))).toEqual(
        cases,
      );
    }),
    { numRuns: 100 },
  );
});

test("keeps every byte of unchanged rows, and the order of columns", async () => {
  const before = '\ufefftags,"input",id\r\n"x","1",a\r\n,"two, ""2""",b\r\n';

  const after = await saved(before, (cases) => [
    ...cases.map((one) => (one.id === "b" ? { ...one, tags: ["y", "z"] } : one)),
    { id: "c", input: "three" },
  ]);

  expect(after).toBe('\ufefftags,"input",id\r\n"x","1",a\r\n"y;z","two, ""2""",b\r\n,three,c\r\n');
});

test("leaves a file alone when no case changed", async () => {
  const before = '"id",input:json,tags\n\na,"[1, 2]", x ; y\n';

  expect(await saved(before, (cases) => cases)).toBe(before);
});

test("adds the column that a new value needs", async () => {
  const after = await saved("id,input.q\na,one\n", ([first]) => [
    { ...(first as EvalCaseInput), metadata: { level: 2 } },
    { id: "b", input: { q: "two", n: 3 }, tags: ["semi;colon"] },
  ]);

  expect(after).toBe(
    'id,input.q,input.n:json,tags:json,metadata.level:json\na,one,,,2\nb,two,3,"[""semi;colon""]",\n',
  );
});

test("turns columns into JSON where text could not say it", async () => {
  const after = await saved("id,input,expected\na,one,x\n", (cases) => [
    ...cases,
    { id: "b", input: "", expected: null },
  ]);

  expect(after).toBe('id,input:json,expected:json\na,"""one""","""x"""\nb,"""""",null\n');
});

test("refuses to save what JSON would lose, by its path", async () => {
  const path = join(datasetFolder(), "c.csv");

  await expect(saveDataset(path, [{ id: "a", input: { value: NaN } }])).rejects.toThrow(
    /Failed to write "input.value" as JSON/,
  );
});
