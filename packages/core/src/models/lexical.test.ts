import { expect, test } from "vitest";
import { judgeBinary } from "../judges/binary-judge.ts";
import { judgeClaims } from "../judges/claims-judge.ts";
import { rubric } from "../judges/rubric.ts";
import { lexical } from "./lexical.ts";

const passages = [
  "## Plans\n\n- **Starter**: $29 per month, up to 5 users\n- **Pro**: $49 per month, up to 25 users\n- **Enterprise**: custom price, unlimited users\n\nThe Enterprise plan includes API access. The Starter plan does not include API access.",
  "# Refunds\n\nRefunds are available within 30 days of purchase, but not after. To request one, open Settings, choose Billing and click Request refund. Support answers within two business days. The beta ended on March 2, 2024.",
];

async function claimVerdicts(output: string): Promise<string> {
  const { claims = [], outcome } = await judgeClaims({ output, context: passages, model: lexical() });
  return claims.length === 0 ? outcome : claims.map(({ verdict }) => verdict).join(" ");
}

test.each([
  "Pro costs $49 per month.",
  "The monthly price of the Pro plan is 49 dollars.",
  "Up to 25 users are included in Pro.",
  "Purchases are refundable: you can get a refund within 30 days.",
  "A refund is available within thirty days of the purchase.",
  "Enterprise includes API access.",
  "API access is not included in the Starter plan.",
  "Open Settings, choose Billing, and click Request refund.",
  "Support answers within 2 business days.",
  "The beta ended on March 2, 2024.",
  "Starter costs $29 and Pro costs $49 per month.",
])("supports the paraphrase %j", async (output) => {
  expect(await claimVerdicts(output)).toMatch(/^supported( supported)*$/);
});

test.each([
  ["another price", "Pro costs $59 per month."],
  ["the price of another plan", "Pro costs $29 per month."],
  ["swapped prices", "Starter costs $49 and Pro costs $29 per month."],
  ["another currency", "Pro costs €49 per month."],
  ["another period", "Pro costs $49 per year."],
  ["another unit", "Refunds are available within 30 hours of purchase."],
  ["another count", "Pro has up to 50 users."],
  ["another plan's count", "Starter has up to 25 users."],
  ["another number in words", "Support answers within three business days."],
  ["another date", "The beta ended on March 3, 2024."],
  ["another year", "The beta ended on March 2, 2023."],
  ["a denied fact", "The Enterprise plan does not include API access."],
  ["a lack that is none", "Enterprise lacks API access."],
  ["an affirmed denial", "The Starter plan includes API access."],
  ["an invented feature", "The Pro plan includes a dedicated phone line."],
  ["an invented item of a list", "Pro costs $49 per month, has up to 25 users and telepathy."],
  ["an unknown name", "Refunds are available through PayPal within 30 days."],
  ["something else altogether", "Dolphins sleep with one eye open."],
])("does not support %s", async (_what, output) => {
  expect(await claimVerdicts(output)).toContain("unsupported");
});

test.each([
  "Hello! Thanks for reaching out.",
  "Is there anything else I can help you with?",
  "Let me know if you have any questions.",
])("finds nothing to check in %j", async (output) => {
  expect(await claimVerdicts(output)).toMatch(/^not-checkable|^inconclusive/);
});

test("does not take a claim for a courtesy because it opens like one", async () => {
  expect(await claimVerdicts("Let me know if you want the free tablet.")).toBe("unsupported");
});

const agrees = rubric({ name: "agrees", version: 1, pass: "It agrees.", fail: "It does not." });

test.each([
  ["Refunds are possible within 30 days.", "within 30 days", "pass"],
  ["You can get your money back within 60 days.", "within 30 days", "fail"],
  ["Yes, Pro includes SSO.", "Yes, SSO is included in Pro.", "pass"],
  ["No, Pro includes SSO.", "Yes, SSO is included in Pro.", "fail"],
  ["Pro does not include SSO.", "Pro includes SSO.", "fail"],
  ["It is in the barn.", "white", "fail"],
  ["Delhi", "Delhi", "pass"],
  ["返金は三十日以内です。", "返金は三十日以内", "pass"],
])("compares %j with the reference %j: %s", async (output, reference, outcome) => {
  const verdict = await judgeBinary({ rubric: agrees, output, reference, model: lexical() });

  expect(verdict).toMatchObject({ outcome, model: { asked: "lexical-2", family: "lexical" }, costUsd: 0 });
});

test("cannot judge without a reference", async () => {
  const verdict = await judgeBinary({ rubric: agrees, output: "Certainly, madam.", model: lexical() });

  expect(verdict).toMatchObject({ outcome: "inconclusive", inconclusiveClass: "cannot-judge" });
});

test("cannot answer a prompt without a question", async () => {
  const reply = await lexical().complete({ messages: [{ role: "user", content: "Say pass." }] });

  expect(JSON.parse(reply.text)).toMatchObject({ verdict: "cannot-judge" });
});

test("gives the same reply to the same question", async () => {
  const question = {
    kind: "claims",
    nonce: "n",
    claims: [{ id: "c1", text: "Pro costs $49." }],
    context: passages,
  } as const;
  const [first, second] = await Promise.all([1, 2].map(() => lexical().complete({ messages: [], question })));

  expect(first).toEqual(second);
});
