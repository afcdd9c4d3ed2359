import { overlap } from "./words.ts";

export interface Policy {
  readonly id: string;
  readonly text: string;
}

const policies: readonly Policy[] = [
  { id: "returns", text: "Return policy: a delivered order can be returned and refunded within 30 days." },
  { id: "warranty", text: "Warranty: lamps have a guarantee of two years, light bulbs of six months." },
  {
    id: "payment",
    text: "Payment methods: you can pay by card, by bank transfer or on invoice. We do not take cash.",
  },
  { id: "gift-cards", text: "Gift cards are valid for three years and can be used in parts." },
  { id: "shipping-costs", text: "Shipping costs 4 euros. Orders above 60 euros ship free of charge." },
  {
    id: "shipping-abroad",
    text: "We ship abroad to all countries of the European Union and to Norway. Shipping abroad costs 12 euros.",
  },
  {
    id: "privacy",
    text: "Privacy: we keep your personal data as long as the law asks, and delete your account on request.",
  },
  { id: "disposal", text: "Disposal: we take old lamps and light bulbs back for recycling, free of charge." },
];

/** The two policies that say most about `query`, best first. */
export function searchPolicies(query: string): Policy[] {
  const scores = overlap(
    query,
    policies.map(({ id, text }) => `${id} ${text}`),
  );
  return policies
    .map((policy, index) => ({ policy, score: scores[index] ?? 0 }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 2)
    .map(({ policy }) => policy);
}
