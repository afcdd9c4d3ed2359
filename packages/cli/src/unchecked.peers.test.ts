import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Summary } from "@assay/core/run";
import { describe, expect, test } from "vitest";
import { runProject, type FinishedProject, type Peer } from "../../../fixtures/run-project.ts";

const bin = join(import.meta.dirname, "../bin/assay.mjs");

/** Nothing but matchers of ours, and cases that forgot them. */
const forgotten = `
test("asserts before", () => { expect(1).toBe(1); });
const rows = ["a", "b", "c", "d"].map((id) => ({ id, partition: "distribution", input: id }));
describeEval("forgotten", { dataset: rows }, async ({ input }) => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  if (input === "c") expect("yes").toMatchTokens("yes");
  return input;
});
describeEval("in trials", { dataset: [{ id: "t", partition: "distribution", input: "t" }], trials: 3 }, ({ input }) => input);
evalTest("an evalTest", { partition: "distribution" }, () => {});
test("a plain test", () => {});
test("asserts for itself", () => { expect(1).toBe(1); });
test("with an assertion of node", () => { assert.equal(1, 1); });
test("advisory", () => { expect("no").toMatchTokens("yes", { advisory: true }); });
`;

/** One assertion of the runner's own counts for all rows of its file, and for no other plain test. */
const asserting = `
const rows = ["e", "f", "g"].map((id) => ({ id, partition: "distribution", input: id }));
describeEval("asserting", { dataset: rows }, async ({ input }) => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  if (input !== "g") expect(input).toBe(input);
});
test("asserts", () => { expect(1).toBe(1); });
test("does not", () => {});
`;

function run(peer: Peer): Promise<FinishedProject> {
  if (peer.startsWith("jest")) {
    const head =
      'const assert = require("node:assert");\nconst { describeEval, evalTest } = require("@assay/jest");\n';
    const files = { "forgotten.eval.test.js": head + forgotten, "asserting.eval.test.js": head + asserting };
    return runProject({ peer, project: "jest-narrow", args: ["forgotten", "asserting"], files });
  }
  const head =
    'import assert from "node:assert";\nimport { describeEval, evalTest } from "@assay/vitest";\nimport { expect, test } from "vitest";\n';
  const files = { "forgotten.eval.test.ts": head + forgotten, "asserting.eval.test.ts": head + asserting };
  return runProject({ peer, project: "vitest-narrow", args: ["run", "forgotten", "asserting"], files });
}

describe.each<Peer>(["vitest-4", "vitest-5", "jest-29", "jest-30"])("%s", (peer) => {
  test("names the cases that passed without a check", async () => {
    const finished = await run(peer);

    const { cases, gate } = finished.summary as Summary;
    const unchecked = cases.filter((one) => one.unchecked === true).map(({ id }) => id);
    expect(unchecked).toEqual([
      "does not",
      "a plain test",
      "an evalTest",
      "a",
      "b",
      "d",
      "t",
      "with an assertion of node",
    ]);
    const message = `8 passed cases recorded no check: ${unchecked.slice(0, 5).join(", ")} and 3 more`;
    expect(gate.reasons).toContainEqual({ code: "no-checks", effect: "note", message });
    expect((finished.stdout + finished.stderr).replace(/\s+/g, " ")).toContain(message);
    const told = spawnSync(process.execPath, [bin, "gate", finished.runs.at(-1) as string], {
      encoding: "utf8",
    });
    expect(told.stdout.replace(/\s+/g, " ")).toContain(message);
  });
});

test("a bound expect of Vitest counts for its own case", async () => {
  const body = `import { describeEval } from "@assay/vitest";
const rows = ["a", "b"].map((id) => ({ id, partition: "distribution", input: id }));
describeEval("bound", { dataset: rows }, ({ input, expect }) => {
  if (input === "a") expect(input).toBe("a");
});
`;
  const finished = await runProject({
    peer: "vitest-4",
    project: "vitest-narrow",
    args: ["run", "bound"],
    files: { "bound.eval.test.ts": body },
  });

  expect((finished.summary as Summary).cases.map(({ id, unchecked }) => [id, unchecked])).toEqual([
    ["a", undefined],
    ["b", true],
  ]);
});
