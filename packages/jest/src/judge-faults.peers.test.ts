import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FakeProvider } from "../../../fixtures/fake-provider/src/index.mjs";
import {
  caseFaults,
  expectedOf,
  rateFaults,
  runFaults,
  startFaultProvider,
  type FaultRow,
} from "../../../fixtures/judge-faults.ts";
import type { Peer } from "../../../fixtures/run-project.ts";
import { runJest, type JestRun } from "./test-helpers/jest-run.ts";

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFaultProvider();
});
afterAll(() => provider.close());

function run(peer: Peer, rows: readonly FaultRow[]): Promise<JestRun> {
  const shown = rows.map(({ row, matcher }) => ({ row, matcher }));
  const env = { ROWS: JSON.stringify(shown), OPENAI_BASE_URL: provider.baseURL, OPENAI_API_KEY: "sk-test" };
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

  test.each(runFaults)("$row stops the run: no form has a verdict", async (row) => {
    const finished = await run(peer, [row]);

    expect(found(finished)).toEqual(expectedOf([row]));
    expect(finished.result.gate.verdict).toBe("inconclusive");
    expect(finished.exitCode).toBe(1);
  });
});
