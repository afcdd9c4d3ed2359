import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import assert from "node:assert";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EvalError } from "../errors/eval-error.ts";
import { CaseContext, currentCase } from "./case-context.ts";
import { decodeJournalLine, type CheckRecord, type JournalLine } from "./journal-line.ts";
import { MatcherPromise } from "./pending-matcher.ts";
import { runCase, type CaseResult } from "./run-case.ts";
import { runDirectoryVariable } from "./run-manifest.ts";
import { defaultSettings } from "./run-settings.ts";
import { stopRun } from "./run-stop.ts";
import { attachWorker } from "./worker-state.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "run-case-"));
  writeFileSync(join(directory, "run.json"), JSON.stringify({ settings: defaultSettings, root: directory }));
  process.env[runDirectoryVariable] = directory;
  attachWorker();
});

afterEach(() => {
  delete process.env[runDirectoryVariable];
  attachWorker();
  rmSync(directory, { recursive: true });
});

test("a body that returns passes, with input and output in the journal", async () => {
  const result = await run(async () => "an answer");

  expect(result).toMatchObject({ status: "pass", error: undefined, output: "an answer" });
  expect(journal().map(({ kind }) => kind)).toEqual(["start", "end"]);
  expect(journal().at(-1)).toMatchObject({
    status: "pass",
    input: { text: "a question", length: 10 },
    output: { text: "an answer", length: 9 },
  });
});

test("a case that ends before it returns keeps the text that a check missed", async () => {
  await run(async () => {
    const context = currentCase();
    if (context !== undefined) context.missedText = "a wrong reply";
    throw new Error("a miss");
  });

  expect(journal().at(-1)).toMatchObject({ output: { text: "a wrong reply", length: 13 } });
});

test("what a body returns goes before the text that a check missed, also when it is null", async () => {
  await run(async () => {
    const context = currentCase();
    if (context !== undefined) context.missedText = "a wrong reply";
    return null;
  });

  expect(journal().at(-1)).toMatchObject({ output: { text: "null" } });
});

test("an assertion of the user's own fails the case", async () => {
  const result = await run(() => assert.equal(1, 2));

  expect(result).toMatchObject({ status: "fail", cause: "assertion" });
});

test("an application that throws fails the case as errored output", async () => {
  const result = await run(() => {
    throw new TypeError("reply is undefined");
  });

  expect(result).toMatchObject({
    status: "fail",
    cause: "errored-output",
    reason: "TypeError: reply is undefined",
  });
});

test("a body that throws undefined still fails the case", async () => {
  const result = await run(() => Promise.reject(undefined));

  expect(result).toMatchObject({ status: "fail", cause: "errored-output" });
});

test("an error that stands for a missing verdict is an error, also when user code wraps it", async () => {
  const outage = new EvalError("Failed to ask the judge: no connection.", {
    code: "MODEL_UNREACHABLE",
    outcome: "error",
  });

  const plain = await run(() => Promise.reject(outage));
  const wrapped = await run(() => Promise.reject(new Error("while judging", { cause: outage })));

  expect([plain.status, wrapped.status]).toEqual(["error", "error"]);
});

test("a failed check whose error was caught fails the case as swallowed", async () => {
  const result = await run(() => currentCase()?.record(check("fail")));

  expect(result).toMatchObject({ status: "fail", cause: "swallowed" });
  expect(String(result.error)).toContain("toPassJudge gave fail, but the test went on and returned");
});

test("a judge's outage that was caught is an error of the case, not a pass", async () => {
  const result = await run(() => currentCase()?.record(check("error")));

  expect(result).toMatchObject({ status: "error", cause: "swallowed" });
});

test("an advisory miss leaves the case passed", async () => {
  const result = await run(() => currentCase()?.record({ ...check("fail"), advisory: true }));

  expect(result.status).toBe("pass");
});

test("a soft miss fails the case at its end: the runner may give it to another test", async () => {
  const result = await run(() => {
    currentCase()?.softOutcomes.push("fail");
    currentCase()?.record(check("fail"));
  });

  expect(result).toMatchObject({ status: "fail", cause: "check", authoring: false });
  expect(result.error).toMatchObject({ code: "SOFT_CHECKS_MISSED", outcome: "fail" });
});

test("of a row of polled checks only the last counts", async () => {
  const result = await run(() => {
    currentCase()?.record({ ...check("fail"), polled: true });
    currentCase()?.record({ ...check("pass"), polled: true });
  });

  expect(result.status).toBe("pass");
});

test("a matcher that nobody awaited is an error of the test, however fast it was", async () => {
  const result = await run(async () => {
    const pending = { matcher: "toPassJudge", location: "a.eval.test.ts:3", awaited: false, settled: false };
    currentCase()?.pending.add(pending);
    // The runner calls `then` once and hands the second promise to the test.
    void MatcherPromise.track(pending, 1, async () => "passed").then((value) => value);
    await new Promise((resolve) => setTimeout(resolve, 5));
  });

  expect(result).toMatchObject({ status: "error", cause: "not-awaited", authoring: true });
  expect(result.reason).toContain("1 matcher was not awaited: toPassJudge at a.eval.test.ts:3");
});

test("an awaited matcher is not reported", async () => {
  const result = await run(async () => {
    const pending = { matcher: "toPassJudge", location: "", awaited: false, settled: false };
    currentCase()?.pending.add(pending);
    await MatcherPromise.track(pending, 1, async () => "passed").then((value) => value);
  });

  expect(result.status).toBe("pass");
});

test("a case that takes too long is an error, and its signal is aborted", async () => {
  let signal: AbortSignal | undefined;
  const result = await run(() => {
    signal = currentCase()?.signal;
    return new Promise(() => {});
  }, 20);

  expect(result).toMatchObject({ status: "error", cause: "timeout" });
  expect(signal?.aborted).toBe(true);
});

test("a case that the runner cancels is an error of the runner, and no timeout", async () => {
  const runner = new AbortController();
  const context = new CaseContext({
    key: { project: "", file: "a.eval.test.ts", test: "suite > c1", case: "c1" },
    partition: "golden",
    declared: true,
  });
  const running = runCase(
    context,
    { timeoutMs: 60_000, runnerSignal: runner.signal },
    () => new Promise(() => {}),
  );
  runner.abort();

  const result = await running;
  expect(result).toMatchObject({ status: "error", cause: "runner" });
  expect(result.reason).toContain('Failed to finish case "c1": the runner cancelled it');
  expect(context.signal?.aborted).toBe(true);
});

test("no case starts once the run was stopped", async () => {
  stopRun("MODEL_AUTH: set OPENAI_API_KEY.");
  let ran = false;

  const result = await run(() => {
    ran = true;
  });

  expect(ran).toBe(false);
  expect(result).toMatchObject({ status: "not-run", cause: "stopped" });
  expect(result.reason).toContain("set OPENAI_API_KEY");
});

test("concurrent cases record into their own journals' keys", async () => {
  const ids = Array.from({ length: 50 }, (_, index) => `case-${index}`);

  await Promise.all(
    ids.map((id) =>
      run(
        async () => {
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
          currentCase()?.record({ ...check("pass"), subject: id });
        },
        1_000,
        id,
      ),
    ),
  );

  const checks = journal().filter((line) => line.kind === "check");
  expect(checks).toHaveLength(50);
  expect(checks.every((line) => line.check.subject === line.case)).toBe(true);
});

function run(body: () => unknown, timeoutMs = 1_000, id = "case-1"): Promise<CaseResult> {
  const context = new CaseContext({
    key: { project: "", file: "a.eval.test.ts", test: `suite > ${id}`, case: id },
    partition: "golden",
    declared: true,
    evalCase: { id, partition: "golden", input: "a question", tags: [], metadata: {} },
  });
  return runCase(context, { timeoutMs }, body);
}

function check(outcome: CheckRecord["outcome"]): CheckRecord {
  return { name: "toPassJudge", outcome, negated: false, advisory: false, durationMs: 1 };
}

function journal(): JournalLine[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(".jsonl"))
    .flatMap((name) => readFileSync(join(directory, name), "utf8").trimEnd().split("\n"))
    .map((line) => {
      const decoded = decodeJournalLine(line);
      assert(decoded);
      return decoded;
    });
}
