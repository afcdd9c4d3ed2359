import { expect, test } from "vitest";
import { compareWithReference } from "./compare-with-reference.ts";

const reference = "API access is included in the Business plan and in the Enterprise plan.";

test("passes an output that adds a denial of something else to the reference", () => {
  const output = `${reference} The Starter plan and the Team plan have no API access.`;

  expect(compareWithReference(output, reference)).toMatchObject({ verdict: "pass", score: 1 });
});

test("fails an output that says the opposite", () => {
  expect(compareWithReference("The Enterprise plan has no API access.", reference)).toMatchObject({
    verdict: "fail",
  });
});

test("fails an output that takes the reference back in the next sentence", () => {
  const output = `${reference} The Enterprise plan has no API access.`;

  expect(compareWithReference(output, reference)).toMatchObject({ verdict: "fail" });
});

test("passes a negated reference among courtesies", () => {
  const output =
    "Thanks for your question. I did not receive a question. Let me know if there is anything else.";

  expect(compareWithReference(output, "I did not receive a question.")).toMatchObject({ verdict: "pass" });
});

test("fails a wrong number, however much of the reference is repeated", () => {
  expect(
    compareWithReference("The Team plan costs $19 per month.", "The Team plan costs $29 per month."),
  ).toMatchObject({
    verdict: "fail",
  });
});
