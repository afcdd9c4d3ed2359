import type { Summary } from "@assay/core/run";
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
import { runProject, type FinishedProject, type Peer } from "../../../fixtures/run-project.ts";
import { summaryOf } from "./test-helpers/run-of.ts";

let servers: FaultServers;
beforeAll(async () => {
  servers = await startFaultServers();
});
afterAll(() => servers.close());

/** Makes `openai` the major 7. */
const openai7 = { NODE_OPTIONS: `--require ${join(import.meta.dirname, "../../../fixtures/openai-7.cjs")}` };

function run(
  peer: Peer,
  rows: readonly FaultRow[],
  more: Readonly<Record<string, string>> = {},
): Promise<FinishedProject> {
  const env = {
    ROWS: JSON.stringify(rows.map(({ row, matcher }) => ({ row, matcher }))),
    OPENAI_BASE_URL: servers.baseURL(rows),
    OPENAI_API_KEY: "sk-test",
    ...(rows[0]?.partition !== undefined && { PARTITION: rows[0].partition }),
    ...more,
  };
  return runProject({ peer, project: "vitest-faults", args: ["run"], env });
}

/** `form > row` -> status. */
function found({ cases }: Summary): Record<string, string> {
  return Object.fromEntries(cases.map(({ test: name, status }) => [name, status]));
}

const peers = ["vitest-4", "vitest-5"] as const;
const clients = [
  { major: 6, env: {}, faults: caseFaults },
  { major: 7, env: openai7, faults: caseFaultsOn7 },
];
const places = peers.flatMap((peer) => clients.map((client) => ({ peer, ...client })));

describe.each(places)("$peer over openai $major", ({ peer, major, env, faults }) => {
  test("every fault of an answer is classified in every form, none as a miss or a pass", async () => {
    servers.provider.reset();
    const finished = await run(peer, faults, env);

    const summary = summaryOf(finished);
    expect(found(summary), whyUnexpected(expectedOf(faults), summary.cases)).toEqual(expectedOf(faults));
    expect(summary.gate.verdict).not.toBe("pass");
    expect(finished.exitCode).toBe(1);
    expect(new Set(servers.provider.log.map(({ headers }) => headers["user-agent"]))).toEqual(
      new Set([expect.stringMatching(new RegExp(`^OpenAI/JS ${major}\\.`))]),
    );
  });

  test("every rate limit is classified in every form", async () => {
    const summary = summaryOf(await run(peer, rateFaults, env));

    expect(found(summary), whyUnexpected(expectedOf(rateFaults), summary.cases)).toEqual(
      expectedOf(rateFaults),
    );
  });

  test("another model's verdict on a golden case is none, in every form", async () => {
    const summary = summaryOf(await run(peer, goldenFaults, env));

    expect(new Set(summary.cases.map(({ partition }) => partition))).toEqual(new Set(["golden"]));
    expect(found(summary)).toEqual(expectedOf(goldenFaults));
  });

  test.each(runFaults)("$row stops the run: no form has a verdict", async (row) => {
    const finished = await run(peer, [row], env);

    const summary = summaryOf(finished);
    expect(found(summary)).toEqual(expectedOf([row]));
    expect(summary.gate.verdict).toBe("inconclusive");
    expect(finished.exitCode).toBe(1);
  });
});

/** Plain tests start whatever became of the run, and each file may have a worker of its own. */
const plainFile = `
import { test } from "vitest";
import { rubric } from "@assay/vitest";
const polite = rubric({ name: "polite", version: 1, pass: "Courteous.", fail: "Rude." });
for (let at = 0; at < 20; at++)
  test.concurrent("case " + at, async ({ expect }) => {
    await expect("Kind. [[A3 401|plain]]").toPassJudge(polite);
  });
`;
const configuration = `
import { defineConfig, openai } from "@assay/vitest";
export default defineConfig({ judge: openai({ model: "fake" }), concurrency: 3 });
`;

test.each(peers)(
  "a refused key costs %s's plain tests no more requests than are in flight at once",
  async (peer) => {
    servers.provider.reset();
    const names = [1, 2, 3, 4].map((at) => `plain-${at}.eval.test.ts`);
    const finished = await runProject({
      peer,
      project: "vitest-faults",
      args: ["run", "plain-", "--maxWorkers=1"],
      env: { OPENAI_BASE_URL: servers.provider.baseURL, OPENAI_API_KEY: "sk-test" },
      files: {
        "assay.config.ts": configuration,
        ...Object.fromEntries(names.map((name) => [name, plainFile])),
      },
    });

    const { cases } = summaryOf(finished);
    expect(cases).toHaveLength(80);
    expect(new Set(cases.map(({ status }) => status))).toEqual(new Set(["error"]));
    const [reason] = new Set(cases.map((one) => one.reason));
    expect(reason).toContain("Check OPENAI_API_KEY");
    expect(new Set(cases.map((one) => one.reason)).size).toBe(1);
    expect(servers.provider.log.length).toBeLessThanOrEqual(3);
  },
);
