import { scoreRubric } from "@assay/core";

export const clarity = scoreRubric({
  name: "clarity",
  version: 1,
  measures: "How easily a customer who is new to the product can act on the reply.",
  levels: {
    1: "Cannot be followed.",
    2: "Can be followed after several readings, or leaves out where to click.",
    3: "Can be followed, with a detour or one term that is not explained.",
    4: "Easy to follow; a sentence could be simpler or shorter.",
    5: "Can be acted on at first reading by anyone.",
  },
  examples: [
    {
      output: "Adjust the MX or the forwarding rule, whichever applies.",
      score: 2,
      critique: "Two terms without an explanation, and no place to go to.",
    },
  ],
});
