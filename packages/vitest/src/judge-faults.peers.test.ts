import type { Summary } from "@assay/core/run";
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
import { runProject, type FinishedProject, type Peer } from "../../../fixtures/run-project.ts";
import { summaryOf } from "./test-helpers/run-of.ts";

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFaultProvider();
});
afterAll(() => provider.close());

function run(peer: Peer, rows: readonly FaultRow[]): Promise<FinishedProject> {
  const shown = rows.map(({ row, matcher }) => ({ row, matcher }));
  const env = { ROWS: JSON.stringify(shown), OPENAI_BASE_URL: provider.baseURL, OPENAI_API_KEY: "sk-test" };
  return runProject({ peer, project: "vitest-faults", args: ["run"], env });
}

/** `form > row` -> status. */
function found({ cases }: Summary): Record<string, string> {
  return Object.fromEntries(cases.map(({ test: name, status }) => [name, status]));
}

describe.each(["vitest-4", "vitest-5"] as const)("%s", (peer) => {
  test("every fault of an answer is classified in every form, none as a miss or a pass", async () => {
    const finished = await run(peer, caseFaults);

    const summary = summaryOf(finished);
    expect(found(summary)).toEqual(expectedOf(caseFaults));
    expect(summary.gate.verdict).not.toBe("pass");
    expect(finished.exitCode).toBe(1);
  });

  test("every rate limit is classified in every form", async () => {
    const summary = summaryOf(await run(peer, rateFaults));

    expect(found(summary)).toEqual(expectedOf(rateFaults));
  });

  test.each(runFaults)("$row stops the run: no form has a verdict", async (row) => {
    const finished = await run(peer, [row]);

    const summary = summaryOf(finished);
    expect(found(summary)).toEqual(expectedOf([row]));
    expect(summary.gate.verdict).toBe("inconclusive");
    expect(finished.exitCode).toBe(1);
  });
});
