import type { Constraints } from "../constraints/constraints.ts";
import type { Schema } from "../constraints/schema.ts";
import type { ConstraintRules } from "../constraints/constraint-rules.ts";
import type { ExpectedCall } from "../tools/expected-call.ts";
import type { ExpectedArgs, ToolCallOptions } from "../tools/match-tool-call.ts";
import type { CallNoToolsOptions } from "./to-call-no-tools.ts";
import type { CallToolsOptions } from "./to-call-tools.ts";
import type { CallToolsOfOptions } from "./to-call-tools-of.ts";
import type { FollowTrajectoryOptions } from "./to-follow-trajectory.ts";
import type { ExpectedStep } from "./trajectory-items.ts";
import type { ClassifyAsOptions } from "./to-classify-as.ts";
import type { ExpectedStructure, MatchStructureOptions } from "./to-match-structure.ts";
import type { MatchTokensOptions } from "./to-match-tokens.ts";
import type { Relevance } from "../metrics/relevance.ts";
import type { RetrieveOptions } from "./to-retrieve.ts";
import type { SatisfyConstraintsOptions } from "./to-satisfy-constraints.ts";

/**
 * What `expect` itself gains: the matchers that hold their verdict at once. They return `any` as the asymmetric matchers
 * of both runners do, because they stand where a value of any type is expected.
 */
export interface AssayAsymmetricMatchers {
  /** The asymmetric form of `expect(value).toSatisfyConstraints`; a value without a text does not match, negated or not. */
  // oxlint-disable-next-line typescript/no-explicit-any -- stands where a value of any type is expected
  toSatisfyConstraints(rules: Constraints | ConstraintRules, options?: SatisfyConstraintsOptions): any;

  /** The asymmetric form of `expect(value).toMatchTokens`; a value without a text does not match, negated or not. */
  // oxlint-disable-next-line typescript/no-explicit-any -- stands where a value of any type is expected
  toMatchTokens(reference: string, options?: MatchTokensOptions): any;

  /** The asymmetric form of `expect(value).toCallTool`. */
  // oxlint-disable-next-line typescript/no-explicit-any -- stands where a value of any type is expected
  toCallTool(name: string, args?: ExpectedArgs, options?: ToolCallOptions): any;

  /** The asymmetric form of `expect(value).toCallTools`. */
  // oxlint-disable-next-line typescript/no-explicit-any -- stands where a value of any type is expected
  toCallTools(expected: readonly ExpectedCall[], options?: CallToolsOptions): any;

  /** The asymmetric form of `expect(value).toCallNoTools`. */
  // oxlint-disable-next-line typescript/no-explicit-any -- stands where a value of any type is expected
  toCallNoTools(options?: CallNoToolsOptions): any;

  /** The asymmetric form of `expect(value).toCallToolsOf`. */
  // oxlint-disable-next-line typescript/no-explicit-any -- stands where a value of any type is expected
  toCallToolsOf(definitions: readonly unknown[], options?: CallToolsOfOptions): any;

  /** The asymmetric form of `expect(value).toFollowTrajectory`. */
  // oxlint-disable-next-line typescript/no-explicit-any -- stands where a value of any type is expected
  toFollowTrajectory(steps: readonly ExpectedStep[], options?: FollowTrajectoryOptions): any;

  /** The asymmetric form of `expect(value).toRetrieve`; a value without retrievals does not match, negated or not. */
  // oxlint-disable-next-line typescript/no-explicit-any -- stands where a value of any type is expected
  toRetrieve(relevant: Relevance, options?: RetrieveOptions): any;

  /** The asymmetric form of `expect(value).toClassifyAs`; a value without a label does not match, negated or not. */
  // oxlint-disable-next-line typescript/no-explicit-any -- stands where a value of any type is expected
  toClassifyAs(label: string, options?: ClassifyAsOptions): any;

  /** The asymmetric form of `expect(value).toMatchStructure`; what is no structure does not match, negated or not. */
  // oxlint-disable-next-line typescript/no-explicit-any -- stands where a value of any type is expected
  toMatchStructure(expected: ExpectedStructure | Schema, options?: MatchStructureOptions): any;
}
