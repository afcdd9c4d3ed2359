import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Summary } from "@assay/core/run";
import { afterAll, afterEach, beforeAll, beforeEach, describe, test } from "vitest";
import { startFakeProvider, type FakeProvider } from "../../../../../fixtures/fake-provider/src/index.mjs";
import {
  readJournal,
  runProject,
  type FinishedProject,
  type Peer,
} from "../../../../../fixtures/run-project.ts";

const hook = pathToFileURL(join(import.meta.dirname, "../../../../../fixtures/deny-connections.mjs")).href;

let provider: FakeProvider;
let scratch: string;

beforeAll(async () => {
  provider = await startFakeProvider();
});
beforeEach(() => {
  provider.reset();
  scratch = mkdtempSync(join(tmpdir(), "assay-replayed-"));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));
afterAll(() => provider.close());

/** Trials, samples, a jury, two orders, embeddings, and an application that asks a model of its own. */
const body = `
const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });
const embeddings = openaiEmbeddings({ model: "fake-embedding" });
const application = recorded(openai({ model: "application" }), { folder: "recordings" });
const kind = "Certainly, the refund window is 30 days.";

describeEval("trials", { dataset: [{ id: "a", input: kind }], trials: 3, stopEarly: false }, async ({ input }) => {
  await expect(input).toPassJudge(polite, { samples: 3 });
});
describeEval("judges", { dataset: [{ id: "b", input: kind }] }, async ({ input }) => {
  await expect(input).toPassJudge(polite, { jury: [openai({ model: "x" }), openai({ model: "y" })] });
  await expect(input + " [[better]]").toBePreferredOver("Read the manual.", polite);
  await expect(input).toBeFaithfulTo([kind]);
  await expect(input).toBeSimilarTo(kind, { min: 0.9, model: embeddings });
  const { text } = await application.complete({ messages: [{ role: "user", content: "How long?" }] });
  expect(typeof text).toBe("string");
});
describeEval("misses", { dataset: [{ id: "c", input: "Read the manual. [[fail]]", partition: "distribution" }] }, async ({ input }) => {
  await expect(input).toPassJudge(polite);
});
if (process.env.UNRECORDED === "yes")
  describeEval("unrecorded", { dataset: [{ id: "d", input: "Nobody judged this, kind sir." }] }, async ({ input }) => {
    await expect(input).toPassJudge(polite);
    await expect(input).not.toPassJudge(polite);
  });
`;

const names = "describeEval, openai, openaiEmbeddings, recorded, rubric";

function start(peer: Peer, env: Readonly<Record<string, string>>, folder?: string): Promise<FinishedProject> {
  const isJest = peer.startsWith("jest");
  const head = isJest
    ? `const { ${names} } = require("@assay/jest");\n`
    : `import { ${names} } from "@assay/vitest";\nimport { expect } from "vitest";\n`;
  const core = isJest ? "@assay/jest" : "@assay/vitest";
  return runProject({
    peer,
    project: isJest ? "jest-judges" : "vitest-judges",
    args: isJest ? [] : ["run"],
    env: { OPENAI_BASE_URL: provider.baseURL, ...env },
    files: {
      ...(folder === undefined ? {} : filesOf(folder)),
      [isJest ? "judges.eval.test.js" : "judges.eval.test.ts"]: head + body,
      "assay.config.ts": `import { defineConfig, openai } from "${core}";
        export default defineConfig({ judge: openai({ model: "fake" }), recordings: { mode: "auto", folder: "recordings" } });`,
    },
  });
}

function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".json"));
  return Object.fromEntries(
    names.map((name) => [join("recordings", name), readFileSync(join(folder, name), "utf8")]),
  );
}

function summaryOf({ summary, stdout, stderr }: FinishedProject): Summary {
  if (summary === undefined) throw new Error(`No summary:\n${stdout}\n${stderr}`);
  return summary as Summary;
}

function statuses(run: FinishedProject): Record<string, string> {
  return Object.fromEntries(summaryOf(run).cases.map(({ id, status }) => [id, status]));
}

function verdicts(run: FinishedProject): readonly unknown[] {
  const lines = readJournal(run.runs.at(-1) as string) as readonly {
    kind: string;
    case: string;
    trial: number;
    check?: {
      name: string;
      outcome: string;
      score?: number;
      verdict?: { critique: string; judgeHash: string };
    };
  }[];
  return lines
    .filter(({ kind }) => kind === "check")
    .map(({ case: id, trial, check }) => [
      id,
      trial,
      check?.name,
      check?.outcome,
      check?.score,
      check?.verdict?.critique,
      check?.verdict?.judgeHash,
    ])
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

describe.each<Peer>(["vitest-4", "vitest-5", "jest-29", "jest-30"])("%s", (peer) => {
  test("replays trials, samples, juries and vectors without a connection and without a key", async ({
    expect,
  }) => {
    const asked = await start(peer, { OPENAI_API_KEY: "sk-planted-0123456789abcdef" });
    const requests = provider.log.length;
    expect(statuses(asked)).toEqual({ a: "pass", b: "pass", c: "fail" });
    expect(summaryOf(asked).recordings).toBeUndefined();
    // 3 trials x 2 of 3 votes, 2 jurors, 2 orders, claims, vectors, the application, a miss.
    expect(requests).toBe(6 + 2 + 2 + 1 + 1 + 1 + 1);

    const recordings = join(asked.directory, "recordings");
    const files = readdirSync(recordings, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith(".json"));
    expect(files).toHaveLength(requests);
    const texts = files.map((name) => readFileSync(join(recordings, name), "utf8")).join("");
    expect(texts).not.toContain("sk-planted");

    const kept = join(scratch, "recordings");
    cpSync(recordings, kept, { recursive: true });
    const log = join(scratch, "denied.log");
    const denied = { NODE_OPTIONS: `--import=${hook}`, DENIED_LOG: log };
    const replayed = await start(peer, { ASSAY_RECORDINGS: "replay", UNRECORDED: "yes", ...denied }, kept);
    expect(provider.log).toHaveLength(requests);
    expect(existsSync(log) ? readFileSync(log, "utf8") : "").toBe("");
    expect(statuses(replayed)).toEqual({ a: "pass", b: "pass", c: "fail", d: "error" });
    expect(verdicts(replayed).filter((row) => (row as string[])[0] !== "d")).toEqual(verdicts(asked));

    const summary = summaryOf(replayed);
    expect(summary.recordings).toMatchObject({ replies: requests - 1, requests: 0 });
    expect(summary.partitions["golden"]?.costUsd ?? 0).toBe(0);
    const today = summary.recordings?.oldest.slice(0, 10) ?? "";
    expect(replayed.stdout + replayed.stderr).toContain(
      `judges: ${requests - 1} replies replayed (recorded ${today}, less than a day old), no request was sent`,
    );
    expect(summary.cases.find(({ id }) => id === "d")?.reason).toMatch(
      /^Failed to replay model "fake": there is no recording of this request in "recordings"\. Record it: .* The nearest one .* differs in messages/,
    );
    // A miss that was replayed says so.
    expect(summary.cases.find(({ id }) => id === "c")?.checks[0]?.recordedAt).toMatch(today);
  });
});

/** Both runners, at the same time, over one folder of recordings. */
function shared(peer: Peer, folder: string): Promise<FinishedProject> {
  const isJest = peer.startsWith("jest");
  const used = "describeEval, openai, recorded, rubric";
  const head = isJest
    ? `const { ${used} } = require("@assay/jest");\n`
    : `import { ${used} } from "@assay/vitest";\nimport { expect } from "vitest";\n`;
  const code = `
const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });
const model = recorded(openai({ model: "shared" }), { folder: ${JSON.stringify(folder)} });
const dataset = Array.from({ length: 30 }, (_, number) => ({ id: "c" + number, input: "Certainly, sir. " + (number % 10) }));
describeEval("shared", { dataset }, async ({ input }) => {
  await expect(input).toPassJudge(polite, { model });
});
`;
  return runProject({
    peer,
    project: isJest ? "jest-judges" : "vitest-judges",
    args: isJest ? [] : ["run"],
    env: { OPENAI_BASE_URL: provider.baseURL, OPENAI_API_KEY: "sk-test" },
    files: { [isJest ? "judges.eval.test.js" : "judges.eval.test.ts"]: head + code },
  });
}

test("two runners at once share a folder", async ({ expect }) => {
  const folder = join(scratch, "shared");
  const runs = await Promise.all([shared("vitest-4", folder), shared("jest-30", folder)]);
  for (const run of runs) {
    expect(new Set(Object.values(statuses(run)))).toEqual(new Set(["pass"]));
    expect(summaryOf(run).gate.reasons.filter(({ code }) => code === "recording-warning")).toEqual([]);
  }
  // 10 texts, each asked for at most once by either.
  expect(provider.log.length).toBeLessThanOrEqual(20);
  expect(Object.keys(filesOf(folder))).toHaveLength(10);
  const replayed = runs.map((run) => summaryOf(run).recordings?.replies ?? 0);
  expect(replayed.reduce((sum, replies) => sum + replies, provider.log.length)).toBe(60);
});

test("without a reporter of ours the configuration's replay holds all the same", async ({ expect }) => {
  const run = await runProject({
    peer: "jest-30",
    project: "jest-judges",
    args: ["--reporters=default"],
    env: { OPENAI_BASE_URL: provider.baseURL, OPENAI_API_KEY: "sk-test" },
    files: {
      "judges.eval.test.js": `const { describeEval, rubric } = require("@assay/jest");
        const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });
        describeEval("cases", { dataset: [{ id: "a", input: "Certainly." }] }, async ({ input }) => {
          await expect(input).toPassJudge(polite);
        });`,
      "assay.config.ts": `import { defineConfig, openai } from "@assay/jest";
        export default defineConfig({ judge: openai({ model: "fake" }), recordings: { mode: "replay", folder: "recordings" } });`,
    },
  });
  expect(run.summary).toBeUndefined();
  expect(run.exitCode).not.toBe(0);
  expect(run.stdout + run.stderr).toContain('Failed to replay model "fake"');
  expect(provider.log).toEqual([]);
});

test("denied connections are seen: without recordings the same run fails", async ({ expect }) => {
  const log = join(scratch, "denied.log");
  const env = { OPENAI_API_KEY: "sk-test", NODE_OPTIONS: `--import=${hook}`, DENIED_LOG: log };
  const run = await start("vitest-4", env);
  expect(readFileSync(log, "utf8")).toContain(`"port"`);
  expect(statuses(run)["a"]).not.toBe("pass");
  expect(provider.log).toEqual([]);
});

test("a word that is no mode ends the run with what to write", async ({ expect }) => {
  const run = await start("vitest-4", { ASSAY_RECORDINGS: "on" });
  expect(run.exitCode).not.toBe(0);
  expect(run.stdout + run.stderr).toContain(
    'Failed to read the environment variable "ASSAY_RECORDINGS": "on" is no mode of recordings. Set it to off, auto, replay, refresh, or unset it.',
  );
  expect(provider.log).toEqual([]);
});
