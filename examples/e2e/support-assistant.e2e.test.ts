import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { runExample, type FinishedExample, type Summary } from "./run-example.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "support-assistant");
const total = 6 + 3 + 5 + 100 + 4 + 4 * 4;

describe("as it is", () => {
  let onVitest: FinishedExample;
  let onJest: FinishedExample;
  beforeAll(async () => {
    onVitest = await runExample("support-assistant", "eval:vitest", "vitest");
    onJest = await runExample("support-assistant", "eval:jest", "jest");
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

  test("runs each golden case until a majority of its trials has decided", () => {
    expect(onVitest.summary.partitions["golden"]).toMatchObject({
      declared: 6,
      trials: { trials: 3, stablePass: 6 },
    });
  });

  test("gives the same summary on both runners but for the runner and the times", () => {
    expect(onVitest.summary.runner.name).not.toBe(onJest.summary.runner.name);
    expect(comparable(onVitest.summary)).toEqual(comparable(onJest.summary));
  });
});

describe("with the planted failure", () => {
  let onVitest: FinishedExample;
  let onJest: FinishedExample;
  beforeAll(async () => {
    const env = { SUPPORT_BREAK: "price" };
    onVitest = await runExample("support-assistant", "eval:vitest", "vitest", { env });
    onJest = await runExample("support-assistant", "eval:jest", "jest", { env });
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

test.each(["support", "judged"])("both eval files of %s differ in their imports only", (name) => {
  const [vitest, jest] = ["vitest", "jest"].map((runner) =>
    readFileSync(join(folder, runner, `${name}.eval.test.ts`), "utf8"),
  );

  expect(jest?.replace("@jest/globals", "vitest").replace("@assay/jest", "@assay/vitest")).toBe(vitest);
});

function declared({ partitions }: Summary): number {
  return Object.values(partitions).reduce((sum, { declared: count = 0 }) => sum + count, 0);
}

const changing = new Set(["runId", "startedAt", "runner", "latencyMs", "durationMs", "wallMs"]);

/** The summary without what differs from run to run: the times, also those within a message, and where the copy is. */
function comparable(summary: Summary): unknown {
  return JSON.parse(JSON.stringify(summary, withoutTimes));
}

function withoutTimes(key: string, value: unknown): unknown {
  if (changing.has(key)) return undefined;
  if (typeof value !== "string") return value;
  return value.replace(/\b\d+ ms\b/g, "<time>").replace(/^.*\/support-assistant\//, "");
}
