import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { lexical } from "./lexical.ts";

const texts = [
  "Pro costs $49 per month, up to 25 users.",
  "Starter costs $29 and Pro $49 per month.",
  "The monthly price of the Pro plan is 49 dollars.",
  "Pro costs €49 per year.",
  "Refunds are available within 30 days of purchase, but not after.",
  "A refund is available within thirty days of the purchase.",
  "Refunds are available within 30 hours.",
  "Refunds are not available.",
  "The shop is open on Monday and closed on Sunday.",
  "The shop is open on Tuesday.",
  "The beta ended on March 2, 2024.",
  "The beta ended in April 2024.",
  "The Enterprise plan includes API access. The Starter plan does not.",
  "Enterprise lacks API access.",
  "Pro includes SSO, telepathy and a dedicated phone line.",
  "Support answers within two business days.",
  "Support answers within 2 to 3 business days.",
  "Yes, you can.",
  "No.",
  "Delhi",
  "1,024.5 MB, 50 % of it free",
  "返金は三十日以内です。",
  "Hello! Is there anything else I can help you with?",
  "Dolphins sleep with one eye open.",
];

async function verdictOn(output: string, reference: string): Promise<string> {
  const rubric = { kind: "rubric", nonce: "n", output, reference } as const;
  const claims = {
    kind: "claims",
    nonce: "n",
    claims: [{ id: "c1", text: output }],
    context: [reference],
  } as const;
  const replies = await Promise.all(
    [rubric, claims].map((question) => lexical().complete({ messages: [], question })),
  );
  return replies.map(({ text }) => /"verdict":\s*"([^"]+)"/.exec(text)?.[1]).join(" ");
}

// What has judged otherwise is another judge: a baseline must not be compared with it as if it were the same.
test("a changed judgement comes with another id", async () => {
  const verdicts: string[] = [];
  for (const output of texts)
    for (const reference of texts) verdicts.push(await verdictOn(output, reference));
  const kinds = new Set(verdicts.flatMap((both) => both.split(" ")));
  expect(kinds).toEqual(
    new Set(["pass", "fail", "cannot-judge", "supported", "unsupported", "not-checkable"]),
  );
  const digest = createHash("sha256").update(verdicts.join("\n")).digest("hex").slice(0, 16);

  expect({ id: lexical().id, digest }).toEqual({ id: "lexical-2", digest: "5ea8944995e145a9" });
});
