import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { runExampleOn } from "./run-example-on.ts";
import { runExample, type FinishedExample } from "./run-example.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "tool-agent");
const total = 7 + 3 + 6 + 54 + 2 * 54 + 2 + 3 * 4;

let onVitest: FinishedExample;
let onJest: FinishedExample;
beforeAll(async () => {
  onVitest = await runExample("tool-agent", "eval:vitest", "vitest", { followUp: "compare" });
  onJest = await runExample("tool-agent", "eval:jest", "jest");
});

test("is green on both runners, without a key", () => {
  expect(onVitest).toMatchObject({ exitCode: 0, summary: { sealed: true, gate: { verdict: "pass" } } });
  expect(onJest).toMatchObject({ exitCode: 0, summary: { sealed: true, gate: { verdict: "pass" } } });
});

test("counts every row of its datasets, and every variant", () => {
  expect(onVitest.summary.cases).toHaveLength(total);
});

test("gives the same summary on both runners but for the runner and the times", () => {
  expect(onVitest.summary.runner.name).not.toBe(onJest.summary.runner.name);
  expect(comparable(onVitest)).toEqual(comparable(onJest));
});

test.each(["vitest-5", "jest-29"] as const)("gives the same summary on %s", (peer) => {
  const finished = runExampleOn(peer, "tool-agent");

  expect(finished.exitCode, finished.output).toBe(0);
  expect(comparable(finished)).toEqual(comparable(onVitest));
});

test("covers tools: rates, what was called instead, and the tool that no case expects", () => {
  const { tools } = onVitest.summary as unknown as WithTables;

  expect(tools.expected.map(({ tool }) => tool)).toHaveLength(9);
  expect(tools.expected.find(({ tool }) => tool === "refund_order")).toMatchObject({
    cases: 9,
    hit: 8,
    instead: { cancel_order: 1 },
  });
  expect(tools.unexpected).toEqual([{ tool: "apply_voucher", calledIn: 0 }]);
});

test("shows where runs broke", () => {
  const { transitions } = onVitest.summary as unknown as WithTables;

  expect(transitions).toMatchObject({
    runs: 70,
    succeeded: 56,
    states: ["plan", "choose tool", "read arguments", "look up", "act", "answer"],
  });
});

test("classifies requests, finds policies, and compares variants over the same cases", () => {
  const { classification, retrieval, variants } = onVitest.summary as unknown as WithTables;

  expect(classification).toMatchObject([{ group: "kind of request", total: 70 }]);
  expect(Object.keys(retrieval)).toEqual(["golden", "regression", "distribution"]);
  expect(variants["helpful"]?.tools.cases).toBe(54);
  expect(variants["terse"]?.tools.cases).toBe(54);
});

test("says which arguments are read wrongly", () => {
  const { structure } = onVitest.summary as unknown as { readonly structure: unknown };

  expect(structure).toMatchObject({
    passed: 54,
    total: 59,
    fields: [
      { path: "address", right: 6, cases: 7 },
      { path: "email", right: 4, cases: 6 },
      { path: "order_id", right: 31, cases: 32 },
      { path: "postcode", right: 5, cases: 6 },
      { path: "tracking_id", right: 8, cases: 8 },
    ],
  });
});

test("prints the tables as the README shows them", () => {
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  const shown = /<!-- output: tool-agent -->\n```text\n([\s\S]*?)```/.exec(readme)?.[1]?.trim();

  expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(30);
  expect(shown).toBeTruthy();
  expect(onVitest.output).toContain(shown);
  expect(onJest.output).toContain(shown);
});

test("compares the variants, paired by case", () => {
  const { exitCode, output = "" } = onVitest.followUp ?? {};

  expect(exitCode).toBe(0);
  expect(output).toContain('54 cases in both: 24 broken, 0 mended by "terse"');
  // 2 * 0.5 ** 24
  expect(output).toContain("p = 1.2e-7");
});

test.each(["order-desk", "descriptions", "judged"])(
  "both eval files of %s differ in their imports only",
  (name) => {
    const [vitest, jest] = ["vitest", "jest"].map((runner) =>
      readFileSync(join(folder, runner, `${name}.eval.test.ts`), "utf8"),
    );

    expect(jest?.replace("@jest/globals", "vitest").replace("@assay/jest", "@assay/vitest")).toBe(vitest);
  },
);

/** The parts of `summary.json` that these tests name. */
interface WithTables {
  readonly tools: {
    readonly cases: number;
    readonly expected: readonly { readonly tool: string }[];
    readonly unexpected: unknown;
  };
  readonly transitions: unknown;
  readonly classification: unknown;
  readonly retrieval: object;
  readonly variants: Readonly<Record<string, { readonly tools: { readonly cases: number } }>>;
}

const changing = new Set(["runId", "startedAt", "runner", "latencyMs", "durationMs", "wallMs"]);

/** The summary without what differs from run to run. */
function comparable({ summary }: FinishedExample): unknown {
  const json = JSON.stringify(summary, (key, value: unknown) => (changing.has(key) ? undefined : value));
  return JSON.parse(json.replace(/"[^"]*\/tool-agent[^/"]*\//g, '"'));
}
