import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defineDataset } from "./define-dataset.ts";
import type { EvalCaseInput } from "./eval-case.ts";
import { loadDataset } from "./load-dataset.ts";
import { loadDatasetSync } from "./load-dataset-sync.ts";
import { streamDataset } from "./stream-dataset.ts";
import { datasetFolder, evalErrorOf } from "./test-helpers/dataset-folder.ts";

const row = (id: string, more: object = {}): string => JSON.stringify({ id, input: 1, ...more });

/** The message of the error that loading `content` gives; the same from both loaders. */
async function problemOf(content: string | Uint8Array, name = "cases.jsonl"): Promise<string> {
  const from = datasetFolder({ [name]: content });
  const error = await evalErrorOf(() => loadDataset(name, { from }));
  const sync = await evalErrorOf(() => loadDatasetSync(name, { from }));
  expect(sync.message).toBe(error.message);
  expect(sync.code).toBe(error.code);
  return `${error.code} ${error.message.replaceAll(`${from}/`, "")}`;
}

async function idsOf(content: string | Uint8Array, name = "cases.jsonl"): Promise<string[]> {
  const from = datasetFolder({ [name]: content });
  const { cases } = await loadDataset(name, { from });
  expect(loadDatasetSync(name, { from }).cases).toEqual(cases);
  return cases.map(({ id }) => id);
}

test("loads every field of a row, with its place", async () => {
  const full = {
    id: "plan-1",
    partition: "regression",
    input: { question: "Which plan?" },
    expected: "Team",
    tags: ["plans"],
    metadata: { persona: "admin", level: 2 },
    createdAt: "2026-03-31T09:00:00Z",
    source: "ticket",
    reviewedBy: ["Ada"],
    rootCause: "The article was stale.",
  };
  const from = datasetFolder({ "cases.jsonl": `\n${JSON.stringify(full)}\n` });

  const { cases, files } = await loadDataset("cases.jsonl", { from });

  const file = join(from, "cases.jsonl");
  expect(cases).toEqual([{ ...full, location: { file, line: 2, column: 1 } }]);
  expect(files).toEqual([file]);
});

test("fills in tags, metadata and partition", async () => {
  const from = datasetFolder({ "cases.jsonl": row("a") });

  const { cases } = await loadDataset("cases.jsonl", { from });

  expect(cases[0]).toMatchObject({ id: "a", partition: "unpartitioned", tags: [], metadata: {} });
});

test("reads a JSON array of cases, with the place of each", async () => {
  const from = datasetFolder({ "cases.json": `[\n  ${row("a")},\n  ${row("b")}\n]\n` });

  const { cases } = await loadDataset("cases.json", { from });

  expect(cases.map(({ id, location }) => [id, location?.line, location?.column])).toEqual([
    ["a", 2, 3],
    ["b", 3, 3],
  ]);
});

test("strips a byte order mark", async () => {
  expect(await idsOf(`\ufeff${row("a")}\n`)).toEqual(["a"]);
  expect(await idsOf(`\ufeff[${row("a")}]`, "cases.json")).toEqual(["a"]);
});

test.each([
  ["UTF-16LE", Buffer.from(`\ufeff${row("a")}`, "utf16le")],
  ["UTF-16BE", Buffer.from(`\ufeff${row("a")}`, "utf16le").swap16()],
  ["UTF-16LE", Buffer.from(row("a"), "utf16le")],
])("refuses a file in %s", async (encoding, bytes) => {
  expect(await problemOf(bytes)).toBe(
    `DATASET_ENCODING Failed to load dataset "cases.jsonl": cases.jsonl:1:1: the file is written in ${encoding}. Save it as UTF-8.`,
  );
});

test.each([
  ["CRLF", "\r\n"],
  ["CR", "\r"],
  ["blank lines", "\n \n\t\n"],
])("reads the same rows with %s between them", async (_name, end) => {
  expect(await idsOf([row("a"), row("b"), row("c")].join(end) + end)).toEqual(["a", "b", "c"]);
});

test("reads a last line without a line end", async () => {
  expect(await idsOf(`${row("a")}\n${row("b")}`)).toEqual(["a", "b"]);
});

test("keeps U+2028, U+2029 and U+0085 inside a string in one row", async () => {
  const from = datasetFolder({ "cases.jsonl": `{"id":"a","input":"1\u20282\u20293\u00854"}\n${row("b")}\n` });

  const { cases } = await loadDataset("cases.jsonl", { from });

  expect(cases.map(({ input }) => input)).toEqual(["1\u20282\u20293\u00854", 1]);
});

// Byte sequences of the Unicode standard's table 3-7 that are not well-formed.
test.each([
  ["a stray continuation byte", [0x80], 29],
  ["an overlong slash", [0xc0, 0xaf], 29],
  ["a surrogate", [0xed, 0xa0, 0x80], 29],
  ["a truncated sequence", [0xe2, 0x82], 29],
  ["a code point beyond U+10FFFF", [0xf4, 0x90, 0x80, 0x80], 29],
])("refuses %s, with line, column and byte", async (_name, bytes, offset) => {
  const good = Buffer.from(`${row("a")}\n{"id":"é`);
  const content = Buffer.concat([good, Buffer.from(bytes), Buffer.from('","input":1}\n')]);

  expect(good.length).toBe(offset + 1);
  expect(await problemOf(content)).toContain(`cases.jsonl:2:9: byte ${offset + 1} of the file (0x`);
});

test("refuses a last line that was cut off, instead of skipping it", async () => {
  expect(await problemOf(`${row("a")}\n{"id":"b","inp`)).toBe(
    'DATASET_SYNTAX Failed to load dataset "cases.jsonl": cases.jsonl:2:11: the text ends inside a string. Complete it: the file may have been cut off.',
  );
});

test("reads a row of 64 MB and refuses a longer one than 64 MiB", async () => {
  const long = "x".repeat(64_000_000);
  expect(await idsOf(row("a", { input: long }))).toEqual(["a"]);

  const longer = `${row("a")}\n${row("b", { input: "x".repeat(64 * 2 ** 20) })}\n${row("a")}\n`;
  const message = await problemOf(longer);

  expect(message).toContain("DATASET_ROW_TOO_LARGE");
  expect(message).toContain("cases.jsonl:2:1: the row is longer than 64 MiB");
  expect(message).toContain('cases.jsonl:3:7: case "a": the id is used twice: first at cases.jsonl:1:1');
}, 60_000);

test("refuses an unknown field and says which one was meant", async () => {
  expect(await problemOf('{"id":"a","input":1,"meta-data":{}}')).toBe(
    'DATASET_INVALID_CASE Failed to load dataset "cases.jsonl": cases.jsonl:1:33: case "a": "meta-data" is no field of a case. Did you mean "metadata"?',
  );
});

test("says where a field belongs that resembles none", async () => {
  expect(await problemOf(row("a", { temperature: 1 }))).toContain(
    '"temperature" is no field of a case. Remove it, or move it into "metadata" or "input".',
  );
});

test.each([
  ['{"input":1}', '1:1: "id" is missing'],
  ['{"id":12345678901234567890,"input":1}', "1:7: the integer 12345678901234567890 would lose digits"],
  ['{"id":7,"input":1}', '1:7: "id" must be a string, got 7'],
  ['{"id":"a"}', '"input" is missing'],
  ['{"id":"a","input":NaN}', '1:19: expected a value, found "NaN"'],
  ['{"id":"a","input":1e400}', "1:19: the number 1e400 is out of range"],
  ['{"id":"a","input":1,"tags":"x"}', '1:28: case "a": "tags" must be an array of strings, got "x"'],
  [
    '{"id":"a","input":1,"tags":["x",2]}',
    '1:33: case "a": "tags[1]" must be a string that is not empty, got 2',
  ],
  ['{"id":"a","input":1,"metadata":[1]}', '"metadata" must be an object of dimensions, got an array of 1'],
  ['{"id":"a","input":1,"metadata":{"__proto__":1}}', '"__proto__" cannot name a dimension'],
  [
    '{"id":"a","input":1,"createdAt":"2026-02-30"}',
    '"createdAt" must be a date of ISO 8601, got "2026-02-30"',
  ],
  ['{"id":"a","input":1,"createdAt":null}', '"createdAt" must be a string, got null'],
  ['{"id":"a","input":1,"source":{}}', '"source" must be a string, got an empty object'],
  ['{"id":"a","input":1,"__proto__":{}}', '"__proto__" is no field of a case'],
  ['["a"]', "a row must be an object, got an array of 1"],
  ['"a"', 'a row must be an object, got "a"'],
  ['{"id":"a","id":"b","input":1}', 'the key "id" is given twice in one object'],
])("refuses %s", async (content, message) => {
  expect(await problemOf(content)).toContain(message);
});

test.each([
  ["an empty id", "", "is empty"],
  ["a blank id", " \t", "is empty"],
  ["a NUL in an id", "a\0b", "holds a line break or another control character"],
  ["a line break in an id", "a\nb", "holds a line break or another control character"],
  ["an id above 1 KB", "x".repeat(1025), "is longer than 1024 bytes"],
  ["half of a surrogate pair in an id", "a\ud800", "holds half of a surrogate pair"],
])("refuses %s", async (_name, id, message) => {
  expect(await problemOf(row(id))).toContain(message);
});

test("takes ids that are names of Object.prototype as plain data", async () => {
  const ids = ["__proto__", "constructor", "toString", "hasOwnProperty"];

  expect(await idsOf(ids.map((id) => row(id)).join("\n"))).toEqual(ids);
  expect(await problemOf(`${row("__proto__")}\n${row("__proto__")}`)).toContain("the id is used twice");
});

test("accepts null as input and as expected, and any JSON in metadata", async () => {
  expect(await idsOf('{"id":"a","input":null,"expected":null,"metadata":{"x":[{"y":null}]}}')).toEqual(["a"]);
});

test("refuses an id that is used twice in a file, with both places", async () => {
  expect(await problemOf(`${row("a")}\n${row("b")}\n${row("a")}\n`)).toBe(
    'DATASET_DUPLICATE_ID Failed to load dataset "cases.jsonl": cases.jsonl:3:7: case "a": the id is used twice: first at cases.jsonl:1:1. Give every case an id of its own.',
  );
});

test("refuses an id that is used in two files, with both places", async () => {
  const from = datasetFolder({ "one.jsonl": row("a"), "two.json": `[${row("a")}]` });

  const error = await evalErrorOf(() => loadDataset(["one.jsonl", "two.json"], { from }));

  expect(error.code).toBe("DATASET_DUPLICATE_ID");
  expect(error.message).toContain(
    `${from}/two.json:1:8: case "a": the id is used twice: first at ${from}/one.jsonl:1:1`,
  );
  expect(error.location).toEqual({ file: join(from, "two.json"), line: 1, column: 8 });
});

test("warns of ids that differ only in case, spaces or Unicode form", async () => {
  const from = datasetFolder({
    "cases.jsonl": [row("caf\u00e9"), row("cafe\u0301"), row("Plan"), row("plan")].join("\n"),
  });

  const { cases, warnings } = await loadDataset("cases.jsonl", { from });

  expect(cases).toHaveLength(4);
  expect(warnings).toEqual([
    expect.stringContaining(`cases.jsonl:1:1) and "cafe\u0301"`),
    expect.stringMatching(/"Plan" .*:3:1\) and "plan" .*:4:1\) differ only in letter case/),
  ]);
});

test("refuses an unknown partition and says which one was meant", async () => {
  expect(await problemOf(row("a", { partition: "adverserial" }))).toMatch(
    /^DATASET_UNKNOWN_PARTITION .*cases.jsonl:1:33: case "a": "partition" is "adverserial", which is not a partition. Did you mean "adversarial"\?/,
  );
});

test("accepts the user's own partitions where they are allowed", async () => {
  const from = datasetFolder({ "cases.jsonl": row("a", { partition: "smoke" }) });

  const byOption = await loadDataset("cases.jsonl", { from, partitions: ["smoke"] });
  const byDefinition = loadDatasetSync(defineDataset("cases.jsonl", { partitions: ["smoke"] }), { from });

  expect(byOption.cases).toEqual(byDefinition.cases);
});

test("gives rows without a partition the one of the definition", async () => {
  const from = datasetFolder({ "cases.jsonl": `${row("a")}\n${row("b", { partition: "adversarial" })}` });

  const { cases } = await loadDataset(defineDataset("cases.jsonl", { partition: "distribution" }), { from });

  expect(cases.map(({ partition }) => partition)).toEqual(["distribution", "adversarial"]);
});

test("refuses a regression case without a root cause", async () => {
  const message = await problemOf(row("a", { partition: "regression", rootCause: " " }));

  expect(message).toContain('a regression case needs a "rootCause": got " ". Say what went wrong');
});

test("reports all problems together, and the count of those beyond twenty", async () => {
  const message = await problemOf(Array.from({ length: 30 }, (_, index) => `{"id":"c${index}"}`).join("\n"));

  expect(message).toContain('30 problems.\n  cases.jsonl:1:1: case "c0": "input" is missing.');
  expect(message.split("\n")).toHaveLength(22);
  expect(message).toMatch(/\n {2}and 10 more$/);
});

test("shows no control character, escape sequence or workflow command of a dataset", async () => {
  const message = await problemOf(
    `${JSON.stringify({ id: "a", input: 1, "::error::\u001b[2J##[group]\u202e": 1 })}\n{"id":"\u009b2J","input":1}`,
  );

  // oxlint-disable-next-line no-control-regex
  expect(message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|##\[|^\s*::/m);
});

test("says that a JSON array belongs in a .json file", async () => {
  expect(await problemOf(`[\n${row("a")}\n]`)).toContain("A JSON array belongs in a file that ends in .json");
});

test("says that JSON lines belong in a .jsonl file", async () => {
  expect(await problemOf(`${row("a")}\n${row("b")}`, "cases.json")).toContain(
    "one case per line belongs in a file that ends in .jsonl",
  );
});

test("gives line and column of a problem inside a JSON file", async () => {
  const content =
    '[\r\n  {"id": "a", "input": 1},\r\n  {"id": "b", "input": 1, "tags": [\r\n    "x", 2]}\r\n]';

  expect(await problemOf(content, "cases.json")).toContain('cases.json:4:10: case "b": "tags[1]"');
});

test.each([
  ["cases.jsonl", ""],
  ["cases.jsonl", "\n\n"],
  ["cases.json", "[]"],
  ["cases.json", " "],
])("refuses %s without a case (%j)", async (name, content) => {
  expect(await problemOf(content, name)).toContain(
    `DATASET_EMPTY Failed to load dataset "${name}": ${name}: the file holds no case`,
  );
});

test("refuses an empty array of cases", async () => {
  const error = await evalErrorOf(() => loadDataset([]));

  expect(error.message).toBe('Failed to load dataset "inline cases": it holds no case. Add at least one.');
});

test("refuses a path without a file", async () => {
  const error = await evalErrorOf(() => loadDatasetSync("missing.jsonl", { from: datasetFolder() }));

  expect(error.code).toBe("DATASET_NOT_FOUND");
  expect(error.message).toContain("missing.jsonl: there is no such file. Correct the path.");
});

test("refuses a glob that matches no file", async () => {
  const from = datasetFolder({ "cases.jsonl": row("a") });

  const error = await evalErrorOf(() => loadDatasetSync("*.cases.jsonl", { from }));

  expect(error.code).toBe("DATASET_NOT_FOUND");
  expect(error.message).toContain("*.cases.jsonl: the glob matches no file in ");
});

test.each([
  ["a directory", "folder", "it is a directory or a device, not a file"],
  ["another kind of file", "cases.txt", "its name ends in none of .jsonl, .json and .csv"],
  ["a lock file", "cases.jsonl.lock.json", "this is a lock file, not a dataset"],
])("refuses %s", async (_name, path, message) => {
  const from = datasetFolder({ "folder.jsonl/x": "", "cases.txt": "", "cases.jsonl.lock.json": "" });

  const error = await evalErrorOf(() => loadDatasetSync(path === "folder" ? "folder.jsonl" : path, { from }));

  expect(error.code).toBe("DATASET_UNREADABLE");
  expect(error.message).toContain(message);
});

test("does not wait for a named pipe", async () => {
  const from = datasetFolder();
  execFileSync("mkfifo", [join(from, "pipe.jsonl")]);

  const error = await evalErrorOf(() => loadDatasetSync("pipe.jsonl", { from }));

  expect(error.message).toContain("it is a directory or a device, not a file");
});

test("expands globs, sorted, leaving out lock files and node_modules", async () => {
  const from = datasetFolder({
    "b.jsonl": row("b"),
    "a/deep/c.json": `[${row("c")}]`,
    "a/a.jsonl": row("a"),
    "old.jsonl.lock.json": "{}",
    "node_modules/x/x.jsonl": row("x"),
  });

  const { cases, files } = await loadDataset(["**/*.{jsonl,json}", "b.jsonl"], { from });

  expect(cases.map(({ id }) => id)).toEqual(["a", "c", "b"]);
  expect(files).toEqual(["a/a.jsonl", "a/deep/c.json", "b.jsonl"].map((name) => join(from, name)));
});

test("reads a file whose name has glob characters", async () => {
  expect(await idsOf(row("a"), "cases[1].jsonl")).toEqual(["a"]);
});

test("finds a glob's files in a folder above", async () => {
  const from = datasetFolder({ "data/a.jsonl": row("a"), "src/x": "" });

  expect(loadDatasetSync("../data/*.jsonl", { from: join(from, "src") }).cases).toHaveLength(1);
});

test("ends at a symbolic link that leads back up, and reads each file once", async () => {
  const from = datasetFolder({ "a/b/one.jsonl": row("a"), "c/two.jsonl": row("b") });
  symlinkSync(from, join(from, "a/b/up"));
  symlinkSync(join(from, "c"), join(from, "a/to-c"));
  symlinkSync(join(from, "a"), join(from, "c/to-a"));

  const { cases } = loadDatasetSync("**/*.jsonl", { from });

  expect(cases.map(({ id }) => id).sort()).toEqual(["a", "b"]);
});

test("refuses a symbolic link that leads to itself", async () => {
  const from = datasetFolder();
  symlinkSync(join(from, "loop.jsonl"), join(from, "loop.jsonl"));

  const error = await evalErrorOf(() => loadDatasetSync("loop.jsonl", { from }));

  expect(error.message).toContain("it is a symbolic link that leads back to itself");
});

test("follows a glob to a file behind a symbolic link", async () => {
  const from = datasetFolder({ "data/a.txt": row("a"), "real/b.jsonl": row("b") });
  symlinkSync(join(from, "real/b.jsonl"), join(from, "data/b.jsonl"));

  expect(loadDatasetSync("data/*.jsonl", { from }).cases.map(({ id }) => id)).toEqual(["b"]);
});

test("takes cases from code, without a place", async () => {
  const rows: EvalCaseInput<number, string>[] = [
    { id: "a", input: 1, expected: "x" },
    { id: "b", input: 2, partition: "adversarial" },
  ];

  const { cases, files } = await loadDataset(rows);

  expect(cases).toEqual([
    { id: "a", input: 1, expected: "x", partition: "unpartitioned", tags: [], metadata: {} },
    { id: "b", input: 2, partition: "adversarial", tags: [], metadata: {} },
  ]);
  expect(files).toEqual([]);
  expect(loadDatasetSync(rows).cases).toEqual(cases);
});

test("checks cases from code like rows of a file", async () => {
  const rows = [
    { id: "a", input: 1 },
    { id: "a", input: 2 },
    { id: "c", input: 1, metadata: { when: new Date(0), rate: NaN } },
  ];

  const error = await evalErrorOf(() => loadDatasetSync(rows as unknown as EvalCaseInput[]));

  expect(error.message).toContain(
    'case 2 of the inline cases: case "a": the id is used twice: first at case 1 of the inline cases',
  );
  expect(error.message).toContain(
    'case 3 of the inline cases: case "c": "metadata.when" is an instance of a class',
  );
});

test("keeps any value as input of a case from code", async () => {
  const input = { at: new Date(0), none: undefined, not: NaN };

  const { cases } = await loadDataset([{ id: "a", input }]);

  expect(cases[0]?.input).toBe(input);
});

test("needs two reviewers of golden cases from code, and no lock", async () => {
  const golden = { id: "a", input: 1, partition: "golden" };

  const one = await evalErrorOf(() => loadDataset([{ ...golden, reviewedBy: ["Ada", " ada "] }]));
  const two = await loadDataset([{ ...golden, reviewedBy: ["Ada", "Grace"] }]);

  expect(one.code).toBe("DATASET_NOT_REVIEWED");
  expect(one.message).toContain(
    'a golden case needs two different reviewers in "reviewedBy", got 1 ("Ada", " ada ")',
  );
  expect(two.cases).toHaveLength(1);
});

async function* generated(): AsyncGenerator<EvalCaseInput<number>> {
  yield { id: "a", input: 1 };
  yield { id: "b", input: 2 };
}

test("takes cases from an async generator, called or not", async () => {
  const called = await loadDataset(generated());
  const uncalled = await loadDataset(defineDataset(generated, { partition: "distribution" }));

  expect(called.cases.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(uncalled.cases.map(({ partition }) => partition)).toEqual(["distribution", "distribution"]);
});

test("refuses an async source where cases are needed at once, and says what to do", async () => {
  const error = await evalErrorOf(() => loadDatasetSync(generated));

  expect(error.code).toBe("DATASET_ASYNC_SOURCE");
  expect(error.message).toContain("const { cases } = await loadDataset(source)");
});

test("says after how many cases a source threw, and keeps the cause", async () => {
  const cause = new Error("connection lost");
  async function* failing(): AsyncGenerator<EvalCaseInput> {
    yield { id: "a", input: 1 };
    throw cause;
  }

  const error = await evalErrorOf(() => loadDataset(failing));

  expect(error.message).toContain("the source threw after 1 cases: Error: connection lost");
  expect(error.cause).toBe(cause);
});

test.each([[undefined], [7], [{}], [null]])("refuses %j as a source", async (source) => {
  const error = await evalErrorOf(() => loadDatasetSync(source as unknown as string));

  expect(error.message).toContain("expected a path, a glob, an array of cases or an async source");
});

test("streams the cases that loading gives", async () => {
  const from = datasetFolder({
    "cases.jsonl": Array.from({ length: 5000 }, (_, index) => row(`c${index}`)).join("\n"),
  });
  const streamed: unknown[] = [];

  for await (const evalCase of streamDataset("cases.jsonl", { from })) streamed.push(evalCase);

  expect(streamed).toEqual((await loadDataset("cases.jsonl", { from })).cases);
});

test("streams no case after the first problem, and throws all problems at the end", async () => {
  const from = datasetFolder({ "cases.jsonl": `${row("a")}\n{"id":"b"}\n${row("c")}\n{"id":"d"}\n` });
  const ids: string[] = [];

  const error = await evalErrorOf(async () => {
    for await (const { id } of streamDataset("cases.jsonl", { from })) ids.push(id);
  });

  expect(error.message).toContain("2 problems");
  expect(ids).not.toContain("c");
});
