import { rubric, scoreRubric } from "@assay/core";

export const tone = scoreRubric({
  name: "tone",
  version: 1,
  measures: "How a customer who is annoyed already would take the reply.",
  levels: {
    1: "As an insult or a rebuke.",
    2: "As brushed off: no reason, or one that blames the customer.",
    3: "As correct and cold.",
    4: "As friendly, with the reason.",
    5: "As friendly, with the reason and what can be done instead, where something can.",
  },
});

/** For pairs: which of two replies tells the customer more of what matters. */
export const tellsMore = rubric({
  name: "tells-more",
  version: 1,
  pass: "The reply says what was done or what holds, and why where something is refused.",
  fail: "The reply leaves the customer with the question that was asked.",
});
