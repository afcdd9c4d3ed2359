import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import type { FakeProvider } from "../../fixtures/fake-provider/src/index.mjs";
import { runExampleOn } from "./run-example-on.ts";
import { runExample, type FinishedExample, type Summary } from "./run-example.ts";
import { startModelServer, type Script } from "./start-model-server.ts";

const examples = dirname(dirname(fileURLToPath(import.meta.url)));
const supportSuites = [
  "makes no commitments",
  "is clear",
  "helps more than the last release",
  "is about the same thing",
];
const deskSuites = ["says what it did", "is friendly", "tells more than the last release"];

let server: FakeProvider | undefined;
afterEach(() => server?.close());

/** Runs an example with a model that the environment names. */
async function runWithModel(
  example: string,
  runner: "vitest" | "jest",
  scriptOf: (request: string) => Script,
  args: readonly string[] = [],
): Promise<FinishedExample> {
  server = await startModelServer(scriptOf);
  return runExample(example, `eval:${runner}`, runner, { env: { OPENAI_BASE_URL: server.baseURL }, args });
}

describe.each(["support-assistant", "tool-agent"])("%s without a model", (example) => {
  const suites = example === "tool-agent" ? deskSuites : supportSuites;
  const total = 4 * suites.length;

  test.each(["vitest", "jest"] as const)(
    "says on %s what was not run and why, and decides the rest",
    async (runner) => {
      const { exitCode, output, summary } = await runExample(example, `eval:${runner}`, runner);
      const cases = judged(summary);
      const others = summary.cases.filter(({ partition }) => partition !== "judged");

      expect(exitCode, output).toBe(0);
      expect(cases).toHaveLength(total);
      expect(new Set(cases.map(({ status, reason }) => `${status}: ${reason}`))).toEqual(
        new Set(["not-run: needs a model"]),
      );
      expect(summary.partitions["judged"]).toMatchObject({
        declared: total,
        pass: 0,
        notRun: total,
        verdict: "inconclusive",
        advisory: true,
      });
      expect(output).toContain(`  ${total} cases not run: needs a model\n`);
      expect(output).toMatch(new RegExp(`judged +0/${total} +0 % .*INCONCLUSIVE \\(advisory\\)`));
      // lexical() answers claims and references: nothing that it was asked stays open.
      expect(new Set(others.map(({ status }) => status))).toEqual(new Set(["pass", "fail"]));
    },
  );
});

describe("support-assistant with a model", () => {
  const rows = datasets("support-assistant", [
    "golden",
    "regression",
    "adversarial",
    "distribution",
    "judged",
  ]);
  const answers = new Map(rows.map(({ input, expected }) => [input["question"] ?? "", String(expected)]));
  const scriptOf = (question: string): Script => ({
    calls: [{ name: "search_articles", args: { query: question } }],
    answer: `Thanks for your question. ${answers.get(question) ?? ""} Let me know if there is anything else I can help with.`,
  });

  test.each(["vitest", "jest"] as const)("decides every case on %s", async (runner) => {
    const { output, summary } = await runWithModel("support-assistant", runner, scriptOf);

    expect(new Set(summary.cases.map(({ status }) => status)), output).toEqual(new Set(["pass", "fail"]));
    expect(summary.partitions["judged"]).toMatchObject({ declared: 16, pass: 16, verdict: "pass" });
    expect(summary.partitions["judged"]).not.toHaveProperty("advisory");
  });

  test.each(["vitest", "jest"] as const)("fails the run on %s for an answer that is bad", async (runner) => {
    const bad = (question: string): Script =>
      question.includes("API") ? { calls: [], answer: "[[fail]] I do not know." } : scriptOf(question);
    const { exitCode, output, summary } = await runWithModel("support-assistant", runner, bad, ["judged"]);

    const missed = judged(summary).filter(({ status }) => status !== "pass");

    expect(missed.map(({ status, test: name }) => `${name}: ${status}`).toSorted(), output).toEqual(
      supportSuites.map((suite) => `${suite} > judged-api: fail`).toSorted(),
    );
    expect(summary.partitions["judged"]).toMatchObject({ declared: 16, pass: 12, fail: 4, verdict: "fail" });
    expect(exitCode).toBe(1);
  });
});

describe("tool-agent with a model", () => {
  const rows = datasets("tool-agent", ["judged"]) as unknown as readonly DeskRow[];
  const scriptOf = (request: string): Script => {
    const row = rows.find(({ input }) => input.request === request);
    const calls = (row?.expected.calls ?? []).map(({ name, args = { query: request } }) => ({ name, args }));
    return { calls, answer: row?.expected.reply ?? "" };
  };

  test.each(["vitest", "jest"] as const)("decides every judged case on %s", async (runner) => {
    const { exitCode, output, summary } = await runWithModel("tool-agent", runner, scriptOf, ["judged"]);

    expect(exitCode, output).toBe(0);
    expect(judged(summary).map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => "pass"));
    expect(summary.partitions["similarity"]).toMatchObject({ declared: 2, pass: 2 });
  });

  test("finds a reply that reports what no tool did, and calls that are missing", async () => {
    const bad = (request: string): Script => {
      if (request.startsWith("Refund"))
        return { ...scriptOf(request), answer: "[[fail]] 35 euros are on their way back to you." };
      return request.startsWith("Cancel") ? { calls: [], answer: "Cancelled." } : scriptOf(request);
    };
    const { summary } = await runWithModel("tool-agent", "vitest", bad, ["judged"]);
    const didWhat = judged(summary).filter(({ test: name }) => name.startsWith("says what it did"));

    expect(Object.fromEntries(didWhat.map(({ id, status, reason }) => [id, `${status}: ${reason}`]))).toEqual(
      {
        shipped: expect.stringMatching(/^fail: .*2 of 2 expected calls missing/s),
        "too-late": expect.stringMatching(/^fail: .*says-what-it-did/s),
        status: "pass: undefined",
        abroad: "pass: undefined",
      },
    );
  });
});

test.each(["vitest-5", "jest-29"] as const)("the support assistant says the same on %s", (peer) => {
  const { exitCode, output, summary } = runExampleOn(peer, "support-assistant");

  expect(exitCode, output).toBe(0);
  expect(summary.partitions["judged"]).toMatchObject({ declared: 16, pass: 0, notRun: 16 });
  expect(output).toContain("  16 cases not run: needs a model\n");
});

interface Row {
  readonly input: Readonly<Record<string, string>>;
  readonly expected: unknown;
}

interface DeskRow {
  readonly input: { readonly request: string };
  readonly expected: {
    readonly calls: readonly { readonly name: string; readonly args?: object }[];
    readonly reply: string;
  };
}

function datasets(example: string, names: readonly string[]): Row[] {
  return names.flatMap((name) =>
    readFileSync(join(examples, example, "cases", `${name}.jsonl`), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Row),
  );
}

function judged({ cases }: Summary): Summary["cases"] {
  return cases.filter(({ partition }) => partition === "judged");
}
