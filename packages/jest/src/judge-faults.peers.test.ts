import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  caseFaults,
  caseFaultsOn7,
  expectedOf,
  goldenFaults,
  rateFaults,
  runFaults,
  startFaultServers,
  whyUnexpected,
  type FaultRow,
  type FaultServers,
} from "../../../fixtures/judge-faults.ts";
import type { Peer } from "../../../fixtures/run-project.ts";
import { runJest, type JestRun } from "./test-helpers/jest-run.ts";

let servers: FaultServers;
beforeAll(async () => {
  servers = await startFaultServers();
});
afterAll(() => servers.close());

/** Makes `openai` the major 7: for Node, and for the resolver of Jest. */
const openai7 = {
  NODE_OPTIONS: `--require ${join(import.meta.dirname, "../../../fixtures/openai-7.cjs")}`,
  OPENAI_PATH: join(import.meta.dirname, "../../core/node_modules/openai-7/index.js"),
};

function run(
  peer: Peer,
  rows: readonly FaultRow[],
  more: Readonly<Record<string, string>> = {},
): Promise<JestRun> {
  const env = {
    ROWS: JSON.stringify(rows.map(({ row, matcher }) => ({ row, matcher }))),
    OPENAI_BASE_URL: servers.baseURL(rows),
    OPENAI_API_KEY: "sk-test",
    ...(rows[0]?.partition !== undefined && { PARTITION: rows[0].partition }),
    ...more,
  };
  // A run that stops has few tests: one process is quicker than workers.
  const args = rows.length === 1 ? ["--runInBand"] : [];
  return runJest({ peer, project: "jest-faults", args, env });
}

/** `form > row` -> status. Jest joins the names of a plain test by spaces. */
function found({ result: { cases } }: JestRun): Record<string, string> {
  return Object.fromEntries(cases.map(({ test: name, status }) => [name.replace(" ", " > "), status]));
}

const peers = ["jest-29", "jest-30"] as const;
const clients = [
  { major: 6, env: {}, faults: caseFaults },
  { major: 7, env: openai7, faults: caseFaultsOn7 },
];
const places = peers.flatMap((peer) => clients.map((client) => ({ peer, ...client })));

describe.each(places)("$peer over openai $major", ({ peer, major, env, faults }) => {
  test("every fault of an answer is classified in every form, none as a miss or a pass", async () => {
    servers.provider.reset();
    const finished = await run(peer, faults, env);

    expect(found(finished), whyUnexpected(expectedOf(faults), finished.result.cases)).toEqual(
      expectedOf(faults),
    );
    expect(finished.result.gate.verdict).not.toBe("pass");
    expect(finished.exitCode).toBe(1);
    expect(new Set(servers.provider.log.map(({ headers }) => headers["user-agent"]))).toEqual(
      new Set([expect.stringMatching(new RegExp(`^OpenAI/JS ${major}\\.`))]),
    );
  });

  test("every rate limit is classified in every form", async () => {
    const finished = await run(peer, rateFaults, env);

    expect(found(finished), whyUnexpected(expectedOf(rateFaults), finished.result.cases)).toEqual(
      expectedOf(rateFaults),
    );
  });

  test("another model's verdict on a golden case is none, in every form", async () => {
    const finished = await run(peer, goldenFaults, env);

    expect(new Set(finished.result.cases.map(({ partition }) => partition))).toEqual(new Set(["golden"]));
    expect(found(finished)).toEqual(expectedOf(goldenFaults));
  });

  test.each(runFaults)("$row stops the run: no form has a verdict", async (row) => {
    const finished = await run(peer, [row], env);

    expect(found(finished)).toEqual(expectedOf([row]));
    expect(finished.result.gate.verdict).toBe("inconclusive");
    expect(finished.exitCode).toBe(1);
  });
});

/** Plain tests start whatever became of the run, and each file may have a worker of its own. */
const plainFile = `
const { rubric } = require("@assay/jest");
const polite = rubric({ name: "polite", version: 1, pass: "Courteous.", fail: "Rude." });
for (let at = 0; at < 20; at++)
  test.concurrent("case " + at, async () => {
    await expect("Kind. [[A3 401|plain]]").toPassJudge(polite);
  });
`;
const configuration = `
import { defineConfig, openai } from "@assay/jest";
export default defineConfig({ judge: openai({ model: "fake" }), concurrency: 3 });
`;

test.each(peers)(
  "a refused key costs %s's plain tests no more requests than are in flight at once",
  async (peer) => {
    servers.provider.reset();
    const names = [1, 2, 3, 4].map((at) => `plain-${at}.eval.test.js`);
    const finished = await runJest({
      peer,
      project: "jest-faults",
      args: ["plain-", "--runInBand"],
      env: { OPENAI_BASE_URL: servers.provider.baseURL, OPENAI_API_KEY: "sk-test" },
      files: {
        "assay.config.ts": configuration,
        ...Object.fromEntries(names.map((name) => [name, plainFile])),
      },
    });

    const { cases } = finished.result;
    expect(cases).toHaveLength(80);
    expect(new Set(cases.map(({ status }) => status))).toEqual(new Set(["error"]));
    const [reason] = new Set(cases.map((one) => one.reason));
    expect(reason).toContain("Check OPENAI_API_KEY");
    expect(new Set(cases.map((one) => one.reason)).size).toBe(1);
    expect(servers.provider.log.length).toBeLessThanOrEqual(3);
  },
);
