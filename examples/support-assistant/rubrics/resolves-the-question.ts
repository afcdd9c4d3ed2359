import { rubric } from "@assay/core";

export const resolvesTheQuestion = rubric({
  name: "resolves-the-question",
  version: 1,
  pass: "The reply gives the customer the same answer as the reference, with the same prices, plans and time limits.",
  fail: "The reply leaves the question open, answers another question, or states another price, plan or time limit.",
  examples: [
    {
      input: "How much does the Business plan cost?",
      output: "The Business plan costs $59 per person per month.",
      verdict: "pass",
      critique: "Names the plan that was asked for and its price.",
    },
    {
      input: "How much does the Business plan cost?",
      output: "The Team plan costs $29 per person per month.",
      verdict: "fail",
      critique: "States the price of another plan.",
    },
  ],
});
