import { describe, expect, test } from "vitest";
import { inPairs, killAt, killableCases, measureRun, seededPoints } from "../../../fixtures/kill-points.ts";

const project = { peer: "jest-30", project: "jest-kill", args: [] } as const;
const points = 50;

describe.each(["main", "worker"] as const)("SIGKILL of %s at 50 points of a run", (victim) => {
  test("loses no verdict, counts every case and is never green", { timeout: 600_000 }, async () => {
    const times = await measureRun(project);
    const killed = await inPairs(seededPoints(victim === "main" ? 13 : 14, points), (at) =>
      killAt({ ...project, victim, at, times }),
    );

    expect(killed.flatMap(({ faults }) => faults)).toEqual([]);
    // The test tests something: most signals hit, and some hit a run that had verdicts and missed others.
    expect(killed.filter(({ hit }) => hit).length).toBeGreaterThan(points / 2);
    const torn = killed.filter(({ hit, seen }) => hit && seen > 0 && seen < 2 * killableCases);
    expect(torn.length).toBeGreaterThan(points / 10);
  });
});
