import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ModelError } from "../models/model-error.ts";
import { CaseContext } from "../run/case-context.ts";
import { readStopReason } from "../run/stop-file.ts";
import { workerState, type WorkerState } from "../run/worker-state.ts";
import { judgeReply } from "../testing/judge-reply.ts";
import { scriptedModel } from "../testing/scripted-model.ts";
import { expectText, judge, output, resolves, usage } from "./test-helpers/judged-text.ts";

const outage = new ModelError("Failed to ask: no answer.", { code: "MODEL_SERVER" });

function inCase(body: () => Promise<unknown>): Promise<CaseContext> {
  const key = { project: "", file: "a.eval.test.ts", test: "a > b", case: "b" };
  const context = new CaseContext({ key, partition: "golden", declared: true });
  return workerState().storage.run(context, async () => {
    await body().catch(() => {});
    return context;
  });
}

test("records the verdict", async () => {
  const { checks } = await inCase(() => expectText(output).toPassJudge(resolves, { model: judge("pass") }));

  expect(checks).toMatchObject([
    {
      name: "toPassJudge",
      subject: "resolves-the-question",
      outcome: "pass",
      advisory: false,
      verdict: { usage },
    },
  ]);
});

test("records the verdict of an inconclusive judge, too", async () => {
  const model = scriptedModel(["{}"]);
  const { checks } = await inCase(() => expectText(output).not.toPassJudge(resolves, { model }));

  expect(checks).toMatchObject([
    {
      outcome: "inconclusive",
      negated: true,
      verdict: { outcome: "inconclusive", inconclusiveClass: "unparsable" },
    },
  ]);
});

test("records an outage as an error", async () => {
  const { checks } = await inCase(() =>
    expectText(output).not.toPassJudge(resolves, { model: scriptedModel([outage]) }),
  );

  expect(checks).toMatchObject([{ subject: "resolves-the-question", outcome: "error", negated: true }]);
});

test("records an advisory miss and lets the test go on", async () => {
  const { checks } = await inCase(() =>
    expectText(output).toPassJudge(resolves, { model: judge("fail"), advisory: true }),
  );

  expect(checks).toMatchObject([{ outcome: "fail", advisory: true }]);
  await expectText(output).toPassJudge(resolves, { model: judge("fail"), advisory: true });
  await expectText(output).not.toPassJudge(resolves, { model: scriptedModel([outage]), advisory: true });
});

test("gives the judge up before the case runs out of time", async () => {
  const model = scriptedModel([() => new Promise<string>(() => {})]);
  const startedAt = performance.now();

  const { checks } = await inCase(() => {
    const context = workerState().storage.getStore();
    if (context !== undefined) context.deadline = startedAt + 600;
    return expectText(output).toPassJudge(resolves, { model });
  });

  expect(checks).toMatchObject([{ outcome: "error", reason: expect.stringContaining("scripted") }]);
  expect(performance.now() - startedAt).toBeLessThan(600);
});

test("gives the judge up before a plain test runs out of time", { timeout: 1_000 }, async () => {
  const model = scriptedModel([() => new Promise<string>(() => {})]);

  await expect(expectText(output).toPassJudge(resolves, { model })).rejects.toMatchObject({
    code: "MODEL_TIMEOUT",
  });
});

test("stops the run when no case can get a verdict any more", async () => {
  const directory = mkdtempSync(join(tmpdir(), "assay-run-"));
  const refused = new ModelError("Failed to ask: the key is refused.", { code: "MODEL_AUTH", scope: "run" });
  const watched = Object.assign(Object.create(workerState()) as WorkerState, { run: { directory } });

  await asWorker(watched, () =>
    expect(
      expectText(output).not.toPassJudge(resolves, { model: scriptedModel([refused]) }),
    ).rejects.toMatchObject({
      code: "MODEL_AUTH",
    }),
  );

  expect(readStopReason(directory)).toContain("the key is refused");
});

test("an advisory judge that nobody can ask stops nothing: cases do not need it", async () => {
  const directory = mkdtempSync(join(tmpdir(), "assay-run-"));
  const refused = new ModelError("Failed to ask: the key is refused.", { code: "MODEL_AUTH", scope: "run" });
  const watched = Object.assign(Object.create(workerState()) as WorkerState, { run: { directory } });

  await asWorker(watched, () =>
    expectText(output).toPassJudge(resolves, { model: scriptedModel([refused]), advisory: true }),
  );

  expect(readStopReason(directory)).toBeUndefined();
});

async function asWorker(state: WorkerState, body: () => Promise<void>): Promise<void> {
  const holder = globalThis as { [key: symbol]: unknown };
  const symbol = Symbol.for("assay.worker.1");
  const before = holder[symbol];
  holder[symbol] = state;
  try {
    await body();
  } finally {
    holder[symbol] = before;
  }
}

test("takes no verdict in golden from a model that was not asked for", async () => {
  const text = judgeReply({ verdict: "pass" });
  const model = scriptedModel([{ text, modelServed: "cheaper-nano" }]);

  const { checks } = await inCase(() => expectText(output).toPassJudge(resolves, { model }));

  expect(checks).toMatchObject([
    {
      outcome: "inconclusive",
      reason: expect.stringContaining("scripted was asked and cheaper-nano answered"),
      verdict: { inconclusiveClass: "other-model", model: { replaced: true } },
    },
  ]);
  // Outside of golden the verdict stands, with what answered on record.
  await expectText(output).toPassJudge(resolves, { model });
});

test("takes the name that the model says it is served as", async () => {
  const reply = { text: judgeReply({ verdict: "pass" }), modelServed: "cheaper-nano" };
  const model = { ...scriptedModel([reply]), serves: "cheaper-nano" };

  const { checks } = await inCase(() => expectText(output).toPassJudge(resolves, { model }));

  expect(checks).toMatchObject([{ outcome: "pass" }]);
});
