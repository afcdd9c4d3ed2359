import { toBeFaithfulTo } from "./to-be-faithful-to.ts";
import { toCallTool } from "./to-call-tool.ts";
import { toClassifyAs } from "./to-classify-as.ts";
import { toMatchStructure } from "./to-match-structure.ts";
import { toMatchTokens } from "./to-match-tokens.ts";
import { toPassJudge } from "./to-pass-judge.ts";
import { toRetrieve } from "./to-retrieve.ts";
import { toSatisfyConstraints } from "./to-satisfy-constraints.ts";

/** Every matcher of Assay, as `expect.extend` takes them. */
export const matchers: {
  readonly toSatisfyConstraints: typeof toSatisfyConstraints;
  readonly toMatchTokens: typeof toMatchTokens;
  readonly toCallTool: typeof toCallTool;
  readonly toRetrieve: typeof toRetrieve;
  readonly toClassifyAs: typeof toClassifyAs;
  readonly toMatchStructure: typeof toMatchStructure;
  readonly toPassJudge: typeof toPassJudge;
  readonly toBeFaithfulTo: typeof toBeFaithfulTo;
} = {
  toSatisfyConstraints,
  toMatchTokens,
  toCallTool,
  toRetrieve,
  toClassifyAs,
  toMatchStructure,
  toPassJudge,
  toBeFaithfulTo,
};
