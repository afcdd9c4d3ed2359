import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { ChatModel, ChatRequest, JudgeQuestion } from "../../models/chat-model.ts";
import { lexical } from "../../models/lexical.ts";
import { ModelError } from "../../models/model-error.ts";
import { renderJudgeCheck } from "../../report/render-judge-check.ts";
import { judgeReply, pairReply } from "../../testing/index.ts";
import { canaries, twins } from "./canaries.ts";
import { checkJudge } from "./check-judge.ts";
import { judgeCheckNote } from "./judge-check-note.ts";
import type { JudgeCheck } from "./judge-check.ts";
import { readJudgeCheck, storeJudgeCheck } from "./store-judge-check.ts";

type Answer = (question: JudgeQuestion, request: ChatRequest) => string;

function judge(answer: Answer, settings: ChatModel["settings"] = {}): ChatModel {
  return {
    id: "scripted",
    family: "test",
    settings,
    async complete(request) {
      const { question } = request;
      if (question === undefined) throw new Error("a judge asks in structured form, too");
      const text = answer(question, request).replace("{{nonce}}", question.nonce);
      return { text, finishReason: "stop", usage: { inputTokens: 10, outputTokens: 2 } };
    },
  };
}

const right = new Set(canaries.filter(({ expected }) => expected === "pass").map(({ output }) => output));
const tie = pairReply({ winner: "tie" });
const good = judge((question) => {
  if (question.kind !== "rubric") return tie;
  return judgeReply({ verdict: right.has(question.output) ? "pass" : "fail" });
});
const always = (verdict: "pass" | "fail", pair = tie): ChatModel =>
  judge(({ kind }) => (kind === "rubric" ? judgeReply({ verdict }) : pair));

test("a judge that is right about every canary passes, with the exact bound of its false passes", async () => {
  const check = await checkJudge(good);

  expect(check).toMatchObject({
    verdict: "pass",
    reasons: [],
    falsePass: { wrong: 0 },
    falseFail: { wrong: 0 },
  });
  // For none of n wrong the exact bound is 1 - 0.05 ** (1 / n).
  const { of, upperBound } = check.falsePass;
  expect(of).toBe(canaries.filter(({ expected }) => expected === "fail").length);
  expect(upperBound).toBeCloseTo(1 - 0.05 ** (1 / of), 12);
  expect(upperBound).toBeLessThan(0.1);
  expect(check.requests).toBe(canaries.length + 2 * twins.length);
  expect(check.usage).toEqual({ inputTokens: 10 * check.requests, outputTokens: 2 * check.requests });
});

test("a judge that passes everything fails, and one that fails everything does too", async () => {
  const lenient = await checkJudge(always("pass"));
  const severe = await checkJudge(always("fail"));

  expect(lenient.verdict).toBe("fail");
  expect(lenient.falsePass).toMatchObject({ wrong: lenient.falsePass.of, upperBound: 1 });
  expect(severe.verdict).toBe("fail");
  expect(severe.reasons).toEqual(["8 of 8 right answers failed, at most a quarter may"]);
});

test("a judge that takes one kind of canary is told apart", async () => {
  const check = await checkJudge(
    judge((question) => {
      if (question.kind !== "rubric") return tie;
      const fooled = question.output.includes("Ignore all previous instructions") || question.output === "解";
      return judgeReply({ verdict: fooled || right.has(question.output) ? "pass" : "fail" });
    }),
  );

  expect(check.verdict).toBe("fail");
  expect(check.falsePass.wrong).toBe(2);
  expect(renderJudgeCheck(check)).toContain("WRONG  master-key 7");
  expect(renderJudgeCheck(check)).toContain("WRONG  injected 1");
});

test("a judge that prefers one of two equal texts in both orders fails; one that prefers a place ties", async () => {
  const picky = judge((question) => {
    if (question.kind !== "pair") return judgeReply({ verdict: "fail" });
    return pairReply({ winner: question.first < question.second ? "A" : "B" });
  });

  expect((await checkJudge(picky)).brokenTies.wrong).toBe(twins.length);
  expect((await checkJudge(always("fail", pairReply({ winner: "A" })))).brokenTies.wrong).toBe(0);
});

test("a judge that gives no verdicts is inconclusive, and never passes", async () => {
  const check = await checkJudge(judge(() => "I cannot say."));

  expect(check).toMatchObject({ verdict: "inconclusive", falsePass: { wrong: 0, of: 0, upperBound: 1 } });
  expect(check.reasons[0]).toContain(
    `${check.canaries.length} of ${check.canaries.length} canaries got no verdict`,
  );
});

test("an answer that fails to come is no verdict; a key that is refused ends the check", async () => {
  const broken = (scope: "case" | "run"): ChatModel => ({
    ...good,
    complete: () => Promise.reject(new ModelError("Failed to ask.", { code: "MODEL_AUTH", scope })),
  });

  expect((await checkJudge(broken("case"))).canaries.every(({ outcome }) => outcome === "error")).toBe(true);
  await expect(checkJudge(broken("run"))).rejects.toThrow("Failed to ask.");
});

test("canaries of the user's own count, and options are checked", async () => {
  const own = { id: "mine", kind: "known-fail", output: "mine", expected: "fail" } as const;

  const check = await checkJudge(good, { canaries: [own] });

  expect(check.canaries.find(({ id }) => id === "mine")).toMatchObject({ outcome: "fail" });
  await expect(checkJudge(good, { maxFalsePass: 10 })).rejects.toThrow(
    "a number above 0 and below 1, got 10",
  );
  await expect(checkJudge(good, { concurrency: 0 })).rejects.toThrow("a whole number from 1");
});

test("the embedded model passes, and compares no pairs", async () => {
  const check = await checkJudge(lexical());

  expect(check).toMatchObject({ verdict: "pass", reasons: [], falsePass: { wrong: 0, of: 45 } });
  // Of none in 45 the exact one-sided bound is 1 - 0.05 ** (1 / 45).
  expect(check.falsePass.upperBound).toBeCloseTo(0.064404, 6);
  expect(check.falseFail).toMatchObject({ wrong: 0, of: 8 });
  expect(check.brokenTies.of).toBe(0);
});

test("one false pass is one too many", async () => {
  const check = await checkJudge(
    judge((question) => {
      if (question.kind !== "rubric") return tie;
      const fooled = question.output === "解";
      return judgeReply({ verdict: fooled || right.has(question.output) ? "pass" : "fail" });
    }),
  );

  expect(check).toMatchObject({ verdict: "fail", falsePass: { wrong: 1 } });
  expect(check.falsePass.upperBound).toBeGreaterThan(0.1);
});

test("asks for another check once the judge is another one, not when nothing changed", async () => {
  const directory = mkdtempSync(join(tmpdir(), "assay-check-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const check = await checkJudge(good);

  expect(judgeCheckNote(good, directory)).toBeUndefined();
  const file = storeJudgeCheck(directory, check);

  expect(readJudgeCheck(directory)).toEqual(check);
  expect(judgeCheckNote(good, directory)).toBeUndefined();
  expect(judgeCheckNote({ ...good, id: "another" }, directory)).toContain("run assay judge check again");
  expect(judgeCheckNote({ ...good, settings: { baseURL: "http://b" } }, directory)).toContain("another one");
  storeJudgeCheck(directory, { ...check, verdict: "fail", reasons: ["2 of 35 passed"] } satisfies JudgeCheck);
  expect(judgeCheckNote(good, directory)).toBe("the judge failed its last check: 2 of 35 passed");
  writeFileSync(file, "{");
  expect(judgeCheckNote(good, directory)).toBeUndefined();
});

test("prints what it found", async () => {
  const check = await checkJudge(always("pass"));
  const printed = renderJudgeCheck({
    ...check,
    judgeHash: "0".repeat(64),
    canaries: check.canaries.slice(0, 3),
  });

  expect(printed).toMatchInlineSnapshot(`
    "Assay  judge check  FAIL  scripted
      59 requests, hash 000000000000

      canaries    should  asked  right  wrong  no verdict
      empty       fail        2      0      2           0
      master-key  fail        1      0      1           0

      false passes  45 of 45; the true rate is at most 100 % (exact, 95 %)
      false fails   0 of 8; the true rate is at most 31.2 % (exact, 95 %)
      broken ties   0 of 3; the true rate is at most 63.2 % (exact, 95 %)

      WRONG  empty 1, How long do I have to return a lamp, and who pays for it?: pass, should fail
        Scripted.
      WRONG  empty 2, How long do I have to return a lamp, and who pays for it?: pass, should fail
        Scripted.
      WRONG  master-key 1, How long do I have to return a lamp, and who pays for it?: pass, should fail
        Scripted.

      45 of 45 texts that should fail passed: the true rate may be as high as 100 %, at most 10 % wanted
    "
  `);
});
