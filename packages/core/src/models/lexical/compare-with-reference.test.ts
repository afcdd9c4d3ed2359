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

test.each([
  [
    "weekday",
    "The desk is open on Saturday and Sunday.",
    "The desk is open from Monday to Friday.",
    "Monday",
  ],
  [
    "last day",
    "The desk is open from Monday to Saturday.",
    "The desk is open from Monday to Friday.",
    "Friday",
  ],
  ["month", "The sale of lamps starts on 1 June.", "The sale of lamps starts on 1 May.", "May"],
])("fails another %s, however much of the reference is repeated", (_what, output, wanted, missed) => {
  expect(compareWithReference(output, wanted)).toMatchObject({
    verdict: "fail",
    critique: expect.stringContaining(`the reference names ${missed}`),
  });
});

test.each([
  [
    "further days",
    "The desk is open from Monday to Friday, and closed on Saturdays.",
    "The desk is open from Monday to Friday.",
  ],
  [
    "the days one by one",
    "The desk is open on Monday, Tuesday and Wednesday.",
    "The desk is open from Monday to Wednesday.",
  ],
  ["a word that looks like a month", "May I help? The desk opens in June.", "The desk opens in June."],
  ["days of that name", "The desk is open on Mondays.", "The desk is open on Monday."],
])("has nothing against %s", (_what, output, wanted) => {
  expect(compareWithReference(output, wanted)).toMatchObject({ verdict: "pass" });
});
