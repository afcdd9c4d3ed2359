import { expect } from "vitest";
import { constraints, describeEval } from "@assay/vitest";
import { answer } from "./answer.ts";

const rules = constraints("reply").maxWords(60).mustNotMention("competitors", ["AcmeDesk"]);
const dataset = "./support.cases.jsonl";

describeEval<{ question: string }, string>("support", { dataset }, async ({ input, expected }) => {
  const reply = await answer(input.question);
  expect(reply).toSatisfyConstraints(rules);
  expect(reply).toMatchTokens(expected, { min: 0.6 });
  return reply;
});
