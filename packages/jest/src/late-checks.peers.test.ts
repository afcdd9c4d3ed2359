import { describe, test } from "vitest";
import { runJest, statuses } from "./test-helpers/jest-run.ts";

const late = `const { describeEval, lexical } = require("@assay/jest");
const rows = ["first", "late"].map((id) => ({ id, input: id }));

describeEval("late", { dataset: rows }, async ({ input }) => {
  if (input === "first") return;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect([{ name: "search" }]).toCallTool("search");
  await expect("Refunds take 30 days.").toBeFaithfulTo(["Refunds take 30 days."], { model: lexical() });
});
`;
const plain = `const { lexical } = require("@assay/jest");
test.concurrent("plain first", async () => {});
test.concurrent("plain late", async () => {
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect([{ name: "search" }]).toCallTool("search");
  await expect("Refunds take 30 days.").toBeFaithfulTo(["Refunds take 30 days."], { model: lexical() });
});
`;
const recorded = `const { describeEval, fromFunction, rubric } = require("@assay/jest");
const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });
const verdict = { critique: "Kind.", evidence: [], verdict: "pass" };
const model = fromFunction(({ question: { nonce } }) => JSON.stringify({ nonce, ...verdict }), { id: "own", family: "own" });
const rows = ["early", "recorded"].map((id) => ({ id, input: id }));

describeEval("kept", { dataset: rows }, async ({ input }) => {
  if (input === "early") return;
  await new Promise((resolve) => setTimeout(resolve, 200));
  await expect("Thanks for asking.").toPassJudge(polite, { model });
});
`;

describe.concurrent.each(["jest-29", "jest-30"] as const)("%s", (peer) => {
  // Jest 30 lets nobody require a file once one of the tests that run at once has ended.
  test("a first check that comes when another case has ended finds its matcher, its judge and the recordings", async ({
    expect,
  }) => {
    const finished = await runJest({
      peer,
      project: "jest-provider",
      files: { "judged.eval.test.js": late, "plain.eval.test.js": plain, "kept.eval.test.js": recorded },
      env: { ASSAY_RECORDINGS: "auto" },
    });

    expect(statuses(finished)).toEqual({
      "kept > early": "pass",
      "kept > recorded": "pass",
      "late > first": "pass",
      "late > late": "pass",
      "plain first": "pass",
      "plain late": "pass",
    });
  });
});
