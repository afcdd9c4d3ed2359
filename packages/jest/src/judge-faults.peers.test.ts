import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  caseFaults,
  clientFaults,
  expectedOf,
  goldenFaults,
  rateFaults,
  runFaults,
  startFaultServers,
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
  return runJest({ peer, project: "jest-faults", env });
}

/** `form > row` -> status. Jest joins the names of a plain test by spaces. */
function found({ result: { cases } }: JestRun): Record<string, string> {
  return Object.fromEntries(cases.map(({ test: name, status }) => [name.replace(" ", " > "), status]));
}

describe.each(["jest-29", "jest-30"] as const)("%s", (peer) => {
  test("every fault of an answer is classified in every form, none as a miss or a pass", async () => {
    const finished = await run(peer, caseFaults);

    // Jest keeps to itself what a test.failing threw, and an application makes no record.
    expect(found(finished)).toEqual({
      ...expectedOf(caseFaults),
      "fails > A52 the application throws": "pass",
    });
    expect(finished.result.gate.verdict).not.toBe("pass");
    expect(finished.exitCode).toBe(1);
  });

  test("every rate limit is classified in every form", async () => {
    const finished = await run(peer, rateFaults);

    expect(found(finished)).toEqual(expectedOf(rateFaults));
  });

  test("another model's verdict on a golden case is none, in every form", async () => {
    const finished = await run(peer, goldenFaults);

    expect(new Set(finished.result.cases.map(({ partition }) => partition))).toEqual(new Set(["golden"]));
    expect(found(finished)).toEqual(expectedOf(goldenFaults));
  });

  test("what hangs on the client is classified as well over openai 7", async () => {
    servers.provider.reset();
    const finished = await run(peer, clientFaults, openai7);

    expect(found(finished)).toEqual(expectedOf(clientFaults));
    expect(new Set(servers.provider.log.map(({ headers }) => headers["user-agent"]))).toEqual(
      new Set([expect.stringMatching(/^OpenAI\/JS 7\./)]),
    );
  });

  test.each(runFaults)("$row stops the run: no form has a verdict", async (row) => {
    const finished = await run(peer, [row]);

    expect(found(finished)).toEqual(expectedOf([row]));
    expect(finished.result.gate.verdict).toBe("inconclusive");
    expect(finished.exitCode).toBe(1);
  });
});
