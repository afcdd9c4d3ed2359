import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { runExample, type FinishedExample, type Summary } from "./run-example.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "support-assistant");
const total = 6 + 3 + 5 + 100 + 3;

describe("as it is", () => {
  let onVitest: FinishedExample;
  let onJest: FinishedExample;
  beforeAll(() => {
    onVitest = runExample("support-assistant", "eval:vitest", "vitest");
    onJest = runExample("support-assistant", "eval:jest", "jest");
  });

  test("is green on Vitest, without a key", () => {
    expect(onVitest).toMatchObject({ exitCode: 0, summary: { sealed: true, gate: { verdict: "pass" } } });
  });

  test("is green on Jest, without a key", () => {
    expect(onJest).toMatchObject({ exitCode: 0, summary: { sealed: true, gate: { verdict: "pass" } } });
  });

  test("counts every row of its datasets", () => {
    expect(onVitest.summary.cases).toHaveLength(total);
    expect(declared(onVitest.summary)).toBe(total);
  });

  test("gives the same summary on both runners but for the runner and the times", () => {
    expect(onVitest.summary.runner.name).not.toBe(onJest.summary.runner.name);
    expect(comparable(onVitest.summary)).toEqual(comparable(onJest.summary));
  });
});

describe("with the planted failure", () => {
  let onVitest: FinishedExample;
  let onJest: FinishedExample;
  beforeAll(() => {
    onVitest = runExample("support-assistant", "eval:vitest", "vitest", { SUPPORT_BREAK: "price" });
    onJest = runExample("support-assistant", "eval:jest", "jest", { SUPPORT_BREAK: "price" });
  });

  test("turns red on both runners", () => {
    expect(onVitest).toMatchObject({ exitCode: 1, summary: { gate: { verdict: "fail" } } });
    expect(onJest).toMatchObject({ exitCode: 1, summary: { gate: { verdict: "fail" } } });
  });

  test("names the golden case whose price is wrong", () => {
    const price = onVitest.summary.cases.find(({ id }) => id === "gold-team-price");

    expect(price).toMatchObject({ status: "fail" });
    expect(onVitest.output).toContain("gold-team-price");
  });

  test("still gives the same summary on both runners", () => {
    expect(comparable(onVitest.summary)).toEqual(comparable(onJest.summary));
  });
});

test("both eval files differ in their imports only", () => {
  const [vitest, jest] = ["vitest", "jest"].map((runner) =>
    readFileSync(join(folder, runner, "support.eval.test.ts"), "utf8"),
  );

  expect(jest?.replace("@jest/globals", "vitest").replace("@assay/jest", "@assay/vitest")).toBe(vitest);
});

function declared({ partitions }: Summary): number {
  return Object.values(partitions).reduce((sum, { declared: count = 0 }) => sum + count, 0);
}

const changing = new Set(["runId", "startedAt", "finishedAt", "runner", "latencyMs", "durationMs"]);

/** The summary without what differs from run to run: the times, also those within a message. */
function comparable(summary: Summary): unknown {
  return JSON.parse(JSON.stringify(summary, withoutTimes));
}

function withoutTimes(key: string, value: unknown): unknown {
  if (changing.has(key)) return undefined;
  return typeof value === "string" ? value.replace(/\b\d+ ms\b/g, "<time>") : value;
}
