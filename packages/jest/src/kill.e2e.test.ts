import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runProject } from "../../../fixtures/run-project.ts";
import {
  inPairs,
  judgeRun,
  killAt,
  killableCases,
  measureRun,
  seededPoints,
} from "../../../fixtures/kill-points.ts";

const project = { peer: "jest-30", project: "jest-kill", args: [] } as const;

describe.each([
  ["main", 50, "jest-30"],
  ["worker", 50, "jest-30"],
  ["main", 10, "jest-29"],
  ["worker", 10, "jest-29"],
] as const)("SIGKILL of %s at %i points of a run of %s", (victim, points, peer) => {
  test("loses no verdict, counts every case and is never green", { timeout: 600_000 }, async () => {
    const times = await measureRun({ ...project, peer });
    const killed = await inPairs(seededPoints(victim === "main" ? 13 : 14, points), (at) =>
      killAt({ ...project, peer, victim, at, times }),
    );

    expect(killed.flatMap(({ faults }) => faults)).toEqual([]);
    // The test tests something: most signals hit, and some hit a run that had verdicts and missed others.
    expect(killed.filter(({ hit }) => hit).length).toBeGreaterThan(points / 2);
    const torn = killed.filter(({ hit, seen }) => hit && seen > 0 && seen < 2 * killableCases);
    expect(torn.length).toBeGreaterThan(points / 10);
  });
});

test.each(["onRunStart", "onTestFileStart", "onTestCaseResult", "onRunComplete"])(
  "a reporter that throws in %s loses no verdict and makes nothing green",
  async (hook) => {
    const finished = await runProject({
      ...project,
      files: {
        "mine.cjs": `module.exports = class { ${hook}() { throw new Error("a reporter of the user's own"); } };`,
        "jest.config.cjs": `module.exports = {
  setupFilesAfterEnv: ["@assay/jest/setup"],
  reporters: ["default", "@assay/jest/reporter", "<rootDir>/mine.cjs"],
  transform: {},
  maxWorkers: 2,
};`,
      },
    });

    expect(judgeRun(finished).faults).toEqual([]);
  },
);

test("the checks see a verdict that is lost", async () => {
  const finished = await runProject(project);
  expect(judgeRun(finished)).toMatchObject({ faults: [], seen: 2 * killableCases });

  appendFileSync(join(finished.directory, "side.txt"), "pass a-0 3\n");

  expect(judgeRun(finished).faults).toEqual(["lost verdict: pass a-0 3"]);
});
