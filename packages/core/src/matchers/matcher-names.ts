/**
 * The names of all matchers, written out: a set-up file registers matchers by name and loads each with its first call,
 * because a runner may evaluate what a set-up file imports once per test file.
 */
export const matcherNames: readonly string[] = [
  "toSatisfyConstraints",
  "toMatchTokens",
  "toCallTool",
  "toRetrieve",
  "toClassifyAs",
  "toPassJudge",
  "toBeFaithfulTo",
];
