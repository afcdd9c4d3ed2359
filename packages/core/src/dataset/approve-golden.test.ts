import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { approveGolden } from "./approve-golden.ts";
import { loadDataset } from "./load-dataset.ts";
import { loadDatasetSync } from "./load-dataset-sync.ts";
import { datasetFolder, evalErrorOf } from "./test-helpers/dataset-folder.ts";

const golden = (id: string, more: object = {}): string =>
  JSON.stringify({
    id,
    partition: "golden",
    input: `question ${id}`,
    reviewedBy: ["Ada Lovelace", "Grace Hopper"],
    ...more,
  });
const other = '{"id":"d1","partition":"distribution","input":1}';
const file = "cases.jsonl";
const now = (): Date => new Date("2026-03-31T09:00:00Z");

async function approvedFolder(...rows: string[]): Promise<string> {
  const from = datasetFolder({ [file]: `${rows.join("\n")}\n` });
  await approveGolden([file], { reviewer: "Ada Lovelace", from, now });
  return from;
}

async function refusal(from: string): Promise<string> {
  const error = await evalErrorOf(() => loadDataset(file, { from }));
  const sync = await evalErrorOf(() => loadDatasetSync(file, { from }));
  expect(sync.message).toBe(error.message);
  expect(error.code).toBe("DATASET_NOT_APPROVED");
  return error.message.replaceAll(`${from}/`, "");
}

test("refuses golden cases that nobody approved, and names the command", async () => {
  const from = datasetFolder({ [file]: `${other}\n${golden("g1")}\n${golden("g2")}\n` });

  expect(await refusal(from)).toBe(
    'Failed to load dataset "cases.jsonl": cases.jsonl:2:1: golden cases differ from what was approved: added "g1", "g2". Review them, then one of their reviewers runs: assay dataset approve cases.jsonl --reviewer "<name>".',
  );
});

test("loads golden cases after approval", async () => {
  const from = await approvedFolder(golden("g1"), other);

  expect((await loadDataset(file, { from })).cases.map(({ id }) => id)).toEqual(["g1", "d1"]);
});

test("writes a lock with one line per case, in order of id", async () => {
  const from = await approvedFolder(golden("g2"), golden("g1"), other);
  // sha256 of the case's JSON with sorted keys: printf '{"id":"g1","input":"question g1","metadata":{},"partition":"golden","reviewedBy":["Ada Lovelace","Grace Hopper"],"tags":[]}' | sha256sum
  const digest = "d6367480a820b99923a1f0678c76cf681e0d07fe5433426da5349e35e13480c5";

  const lines = readFileSync(join(from, `${file}.lock.json`), "utf8").split("\n");

  expect(lines).toHaveLength(9);
  expect(lines[0]).toBe("{");
  expect(lines[1]).toBe('  "schema": "assay.dataset-lock/1",');
  expect(lines[3]).toBe(
    `    {"id":"g1","digest":"sha256:${digest}","approvedBy":"Ada Lovelace","approvedAt":"2026-03-31T09:00:00.000Z"},`,
  );
  expect(lines[4]).toContain('{"id":"g2"');
});

test.each([
  ["its input", golden("g1", { input: "question G1" })],
  ["what is expected", golden("g1", { expected: "x" })],
  ["its metadata", golden("g1", { metadata: { persona: "admin" } })],
  ["its reviewers", golden("g1", { reviewedBy: ["Ada Lovelace", "Alan Turing"] })],
])("refuses a golden case after a change to %s", async (_name, changed) => {
  const from = await approvedFolder(golden("g1"), golden("g2"));
  writeFileSync(join(from, file), `${changed}\n${golden("g2")}\n`);

  expect(await refusal(from)).toContain('differ from what was approved: changed "g1". Review');
});

test("refuses an added and a removed golden case", async () => {
  const from = await approvedFolder(golden("g1"), golden("g2"));
  writeFileSync(join(from, file), `${golden("g1")}\n${golden("g3")}\n`);

  expect(await refusal(from)).toContain(
    'cases.jsonl:2:1: golden cases differ from what was approved: added "g3"; removed "g2"',
  );
});

test("refuses a golden case that was moved to another partition", async () => {
  const from = await approvedFolder(golden("g1"), golden("g2"));
  writeFileSync(join(from, file), `${golden("g1")}\n${golden("g2", { partition: "distribution" })}\n`);

  expect(await refusal(from)).toContain('removed "g2"');
});

test("does not mind another layout or order of the same golden cases", async () => {
  const from = await approvedFolder(golden("g1"), golden("g2"));
  const reordered = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(golden("g1"))).toReversed()));
  writeFileSync(join(from, file), `${golden("g2")}\r\n${reordered.replace('":', '" : ')}\r\n`);

  expect((await loadDataset(file, { from })).cases).toHaveLength(2);
});

test("does not mind changes to other partitions", async () => {
  const from = await approvedFolder(golden("g1"), other);
  appendFileSync(join(from, file), '{"id":"d2","input":2}\n');

  expect((await loadDataset(file, { from })).cases).toHaveLength(3);
});

test("tells a broken golden case from a removed one", async () => {
  const from = await approvedFolder(golden("g1"), golden("g2"));
  writeFileSync(join(from, file), `${golden("g1", { reviewedBy: ["Ada"] })}\n${golden("g2")}\n`);

  const error = await evalErrorOf(() => loadDataset(file, { from }));

  expect(error.code).toBe("DATASET_NOT_REVIEWED");
  expect(error.message).not.toContain("removed");
});

test("refuses an approval by somebody who did not review the case", async () => {
  const from = datasetFolder({ [file]: `${golden("g1")}\n` });

  const error = await evalErrorOf(() => approveGolden([file], { reviewer: "Alan Turing", from }));

  expect(error.code).toBe("DATASET_NOT_REVIEWED");
  expect(error.message).toContain(
    'case "g1": "Alan Turing" is not among its reviewers (Ada Lovelace, Grace Hopper).',
  );
  expect(existsSync(join(from, `${file}.lock.json`))).toBe(false);
});

test("takes a reviewer's name in another spelling for the same person", async () => {
  const from = datasetFolder({ [file]: `${golden("g1")}\n` });

  const [approval] = await approveGolden([file], { reviewer: " ada  LOVELACE ", from });

  expect(approval?.added).toEqual(["g1"]);
});

test.each(["", "  ", "a\nb", "\u200b"])("refuses the reviewer %j", async (reviewer) => {
  const error = await evalErrorOf(() => approveGolden([file], { reviewer, from: datasetFolder() }));

  expect(error.message).toContain("Name the person who reviewed them");
});

test("keeps the approvals of unchanged cases, and records who approved a removal", async () => {
  const from = await approvedFolder(golden("g1"), golden("g2"));
  writeFileSync(join(from, file), `${golden("g1")}\n${golden("g3")}\n`);

  const [approval] = await approveGolden([file], {
    reviewer: "Grace Hopper",
    from,
    now: () => new Date("2026-04-01T00:00:00Z"),
  });
  const lock = JSON.parse(readFileSync(join(from, `${file}.lock.json`), "utf8"));

  expect(approval).toMatchObject({ added: ["g3"], changed: [], removed: ["g2"] });
  expect(
    lock.golden.map((entry: { id: string; approvedBy: string }) => [entry.id, entry.approvedBy]),
  ).toEqual([
    ["g1", "Ada Lovelace"],
    ["g3", "Grace Hopper"],
  ]);
  expect(lock.removed).toEqual([
    { id: "g2", approvedBy: "Grace Hopper", approvedAt: "2026-04-01T00:00:00.000Z" },
  ]);
  expect((await loadDataset(file, { from })).cases).toHaveLength(2);
});

test("writes nothing when nothing changed", async () => {
  const from = await approvedFolder(golden("g1"));
  const before = readFileSync(join(from, `${file}.lock.json`), "utf8");

  await approveGolden([file], { reviewer: "Grace Hopper", from });

  expect(readFileSync(join(from, `${file}.lock.json`), "utf8")).toBe(before);
});

test("approves nothing when one of the files has a problem", async () => {
  const from = datasetFolder({ [file]: `${golden("g1")}\n`, "broken.jsonl": '{"id":"x"}\n' });

  const error = await evalErrorOf(() => approveGolden(["*.jsonl"], { reviewer: "Ada Lovelace", from }));

  expect(error.message).toContain('broken.jsonl:1:1: case "x": "input" is missing');
  expect(existsSync(join(from, `${file}.lock.json`))).toBe(false);
});

test("approves rows that are golden by the dataset's definition", async () => {
  const row = JSON.stringify({ id: "g1", input: 1, reviewedBy: ["Ada", "Grace"] });
  const from = datasetFolder({ [file]: row });

  const before = await evalErrorOf(() => loadDataset(file, { from, partition: "golden" }));
  await approveGolden([file], { reviewer: "Ada", from, partition: "golden" });

  expect(before.message).toContain("assay dataset approve");
  expect(before.message).toContain("--partition golden --reviewer");
  expect((await loadDataset(file, { from, partition: "golden" })).cases).toHaveLength(1);
});

test.each([
  ["is not JSON", "{", "the text ends inside the value"],
  ["has merge conflicts", "<<<<<<< ours\n", 'expected a value, found "<"'],
  ["is of another kind", '{"schema":"other/1"}', "the lock file is not one of assay.dataset-lock/1"],
  [
    "names a case twice",
    JSON.stringify({
      schema: "assay.dataset-lock/1",
      golden: [1, 2].map(() => ({
        id: "g1",
        digest: `sha256:${"0".repeat(64)}`,
        approvedBy: "A",
        approvedAt: "B",
      })),
      removed: [],
    }),
    "the lock file is not one of assay.dataset-lock/1",
  ],
])("refuses a dataset whose lock %s", async (_name, lock, message) => {
  const from = datasetFolder({ [file]: golden("g1"), [`${file}.lock.json`]: lock });

  const error = await evalErrorOf(() => loadDataset(file, { from }));

  expect(error.message).toContain(`${file}.lock.json`);
  expect(error.message).toContain(message);
});

test("locks a golden case whose id is __proto__", async () => {
  const from = await approvedFolder(golden("__proto__"), golden("constructor"));

  expect((await loadDataset(file, { from })).cases.map(({ id }) => id)).toEqual(["__proto__", "constructor"]);
});
