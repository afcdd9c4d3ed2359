import type { SimilarityPair } from "@assay/core";

const alike: readonly (readonly [output: string, reference: string])[] = [
  [
    "I am sorry: order 1007 has shipped and cannot be cancelled.",
    "Order 1007 cannot be cancelled: it has shipped.",
  ],
  [
    "Order 1003 (floor lamp, 129 euros) is delivered.",
    "Order 1003, a floor lamp for 129 euros, is delivered.",
  ],
  [
    "Shipping costs 4 euros. Orders above 60 euros ship free of charge.",
    "Shipping costs 4 euros, and nothing above 60 euros.",
  ],
  ["Gift cards are valid for three years and can be used in parts.", "A gift card is valid for three years."],
  [
    "129 euros for order 1003 are on their way back to you.",
    "The 129 euros of order 1003 are on their way back.",
  ],
  ["Your parcel is held at customs.", "The parcel is held at customs."],
];

const different: readonly (readonly [output: string, reference: string])[] = [
  ["It takes 3 days.", "Order 1007 cannot be cancelled: it has shipped."],
  ["Your parcel is held at customs.", "Order 1003, a floor lamp for 129 euros, is delivered."],
  [
    "Gift cards are valid for three years and can be used in parts.",
    "Shipping costs 4 euros, and nothing above 60 euros.",
  ],
  ["I have passed this on to my colleagues as ticket 1.", "A gift card is valid for three years."],
  ["Warranty: lamps have a guarantee of two years.", "The 129 euros of order 1003 are on their way back."],
  ["I am sorry: order 1001 has not shipped yet.", "The parcel is held at customs."],
];

/** What a person called alike and not alike. Six of each show how a threshold is found; take 30 or more of each. */
export const similarPairs: readonly SimilarityPair[] = [
  ...alike.map(([output, reference]) => ({ output, reference, similar: true })),
  ...different.map(([output, reference]) => ({ output, reference, similar: false })),
];
