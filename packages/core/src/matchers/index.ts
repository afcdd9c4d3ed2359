import { toBeFaithfulTo } from "./to-be-faithful-to.ts";
import { toBePreferredOver } from "./to-be-preferred-over.ts";
import { toBeSimilarTo } from "./to-be-similar-to.ts";
import { toCallNoTools } from "./to-call-no-tools.ts";
import { toCallTool } from "./to-call-tool.ts";
import { toCallTools } from "./to-call-tools.ts";
import { toCallToolsOf } from "./to-call-tools-of.ts";
import { toClassifyAs } from "./to-classify-as.ts";
import { toCover } from "./to-cover.ts";
import { toFollowTrajectory } from "./to-follow-trajectory.ts";
import { toMatchStructure } from "./to-match-structure.ts";
import { toMatchTokens } from "./to-match-tokens.ts";
import { toPassJudge } from "./to-pass-judge.ts";
import { toReachState } from "./to-reach-state.ts";
import { toRetrieve } from "./to-retrieve.ts";
import { toSatisfyConstraints } from "./to-satisfy-constraints.ts";
import { toScoreAtLeast } from "./to-score-at-least.ts";

/** Every matcher of Assay, as `expect.extend` takes them. */
export const matchers: {
  readonly toSatisfyConstraints: typeof toSatisfyConstraints;
  readonly toMatchTokens: typeof toMatchTokens;
  readonly toCallTool: typeof toCallTool;
  readonly toCallTools: typeof toCallTools;
  readonly toCallNoTools: typeof toCallNoTools;
  readonly toCallToolsOf: typeof toCallToolsOf;
  readonly toFollowTrajectory: typeof toFollowTrajectory;
  readonly toReachState: typeof toReachState;
  readonly toRetrieve: typeof toRetrieve;
  readonly toClassifyAs: typeof toClassifyAs;
  readonly toMatchStructure: typeof toMatchStructure;
  readonly toPassJudge: typeof toPassJudge;
  readonly toScoreAtLeast: typeof toScoreAtLeast;
  readonly toBePreferredOver: typeof toBePreferredOver;
  readonly toBeFaithfulTo: typeof toBeFaithfulTo;
  readonly toCover: typeof toCover;
  readonly toBeSimilarTo: typeof toBeSimilarTo;
} = {
  toSatisfyConstraints,
  toMatchTokens,
  toCallTool,
  toCallTools,
  toCallNoTools,
  toCallToolsOf,
  toFollowTrajectory,
  toReachState,
  toRetrieve,
  toClassifyAs,
  toMatchStructure,
  toPassJudge,
  toScoreAtLeast,
  toBePreferredOver,
  toBeFaithfulTo,
  toCover,
  toBeSimilarTo,
};
