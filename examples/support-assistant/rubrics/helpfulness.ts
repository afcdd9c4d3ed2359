import { rubric } from "@assay/core";

/** For pairs: which of two replies helps more. */
export const helpfulness = rubric({
  name: "helpfulness",
  version: 1,
  pass: "The reply lets the customer go on without asking again: what is asked, and the next step where there is one.",
  fail: "The reply is about something else, or leaves the customer to search for what was asked.",
});
