import type { AsyncConstraints, Constraints } from "../constraints/constraints.ts";
import type { Schema } from "../constraints/schema.ts";
import type { AsyncConstraintRules, ConstraintRules } from "../constraints/constraint-rules.ts";
import type { Rubric } from "../judges/rubric.ts";
import type { ExpectedCall } from "../tools/expected-call.ts";
import type { ExpectedArgs, ToolCallOptions } from "../tools/match-tool-call.ts";
import type { CallNoToolsOptions } from "./to-call-no-tools.ts";
import type { CallToolsOptions } from "./to-call-tools.ts";
import type { CallToolsOfOptions } from "./to-call-tools-of.ts";
import type { FollowTrajectoryOptions } from "./to-follow-trajectory.ts";
import type { ReachStateOptions } from "./to-reach-state.ts";
import type { ExpectedStep } from "./trajectory-items.ts";
import type { FaithfulnessContext, FaithfulToOptions } from "./to-be-faithful-to.ts";
import type { ClassifyAsOptions } from "./to-classify-as.ts";
import type { ExpectedStructure, MatchStructureOptions } from "./to-match-structure.ts";
import type { MatchTokensOptions } from "./to-match-tokens.ts";
import type { Relevance } from "../metrics/relevance.ts";
import type { ScoreRubric } from "../judges/score-rubric.ts";
import type { PreferredOverOptions } from "./to-be-preferred-over.ts";
import type { SimilarToOptions } from "./to-be-similar-to.ts";
import type { CoverOptions } from "./to-cover.ts";
import type { PassJudgeOptions } from "./to-pass-judge.ts";
import type { ScoreAtLeastOptions } from "./to-score-at-least.ts";
import type { RetrieveOptions } from "./to-retrieve.ts";
import type { SatisfyConstraintsOptions } from "./to-satisfy-constraints.ts";

/**
 * What `expect(value)` gains, on both runners. `R` is what the runner's own matchers return; matchers that ask a model
 * return a promise and must be awaited.
 */
export interface AssayMatchers<R> {
  /**
   * The text keeps every rule of `rules`. A rule that throws, or a pattern that takes longer than 250 ms, is an error of
   * that rule and never a pass; the other rules are evaluated and recorded all the same.
   *
   * @throws EvalError `MATCHER_ARGUMENT` when the value under `expect` is neither a text nor an object with a `text`,
   * `CONSTRAINT_INVALID` when the rules are wrong,
   * `CONSTRAINT_THREW` when a rule threw.
   * @example
   * ```ts
   * const rules = constraints().maxWords(200).mustNotMention("competitors", ["AcmeDesk"]);
   * expect(reply.text).toSatisfyConstraints(rules);
   * expect(reply.text).toSatisfyConstraints({ maxWords: 200, isJson: true });
   * await expect(reply.text).toSatisfyConstraints(rules.checkAsync("links work", linksWork));
   * ```
   */
  toSatisfyConstraints(
    rules: AsyncConstraints | AsyncConstraintRules,
    options?: SatisfyConstraintsOptions,
  ): Promise<void>;
  toSatisfyConstraints(rules: Constraints | ConstraintRules, options?: SatisfyConstraintsOptions): R;

  /**
   * The text shares enough tokens with `reference`: token F1, from 0 to 1, of at least `min` (default 0.8), in SQuAD's
   * normalisation (lower case, no punctuation, no English articles).
   *
   * @throws EvalError `MATCHER_ARGUMENT` when the value under `expect` is neither a text nor an object with a `text`,
   * `reference` is no text, or `min` is not from 0 to 1.
   * @example
   * ```ts
   * expect("You can get a refund within 30 days").toMatchTokens("refund within 30 days", { min: 0.6 });
   * ```
   */
  toMatchTokens(reference: string, options?: MatchTokensOptions): R;

  /**
   * The application called the tool `name`, with at least the arguments in `args` (all of them with `exact: true`).
   * Takes what `traceOf` takes; `undefined` stands for what `recordTrace` attached to the case. Invalid, denied and
   * incomplete calls never match.
   *
   * @throws EvalError `TRACE_UNKNOWN_SHAPE` when the value under `expect` is nothing that `traceOf` knows.
   * @example
   * ```ts
   * expect(reply).toCallTool("search_articles", { query: expect.stringContaining("refund") });
   * expect(reply).toCallTool("get_invoice", { id: 7 }, { exact: true, times: 1 });
   * expect(reply).not.toCallTool("delete_account");
   * ```
   */
  toCallTool(name: string, args?: ExpectedArgs, options?: ToolCallOptions): R;

  /**
   * The application made the expected calls, each one a call of its own, paired by maximum bipartite matching; in any
   * order and no others, unless the options say otherwise. The score is F1.
   *
   * @throws EvalError `TRACE_UNKNOWN_SHAPE` when the value under `expect` is nothing that `traceOf` knows,
   * `MATCHER_ARGUMENT` when nothing is expected and everything allowed.
   * @example
   * ```ts
   * expect(reply).toCallTools(["get_account", { name: "get_invoice", args: { id: oneOf(7, "7") } }]);
   * expect(reply).toCallTools(["plan", "search"], { order: "inOrder", extra: "allow", forbidden: ["delete_*"], maxCalls: 6 });
   * ```
   */
  toCallTools(expected: readonly ExpectedCall[], options?: CallToolsOptions): R;

  /**
   * The application called no tool, and tried to call none: invalid, denied and incomplete calls are calls here.
   *
   * @throws EvalError `TRACE_UNKNOWN_SHAPE` when the value under `expect` is nothing that `traceOf` knows.
   * @example
   * ```ts
   * expect(reply).toCallNoTools();
   * ```
   */
  toCallNoTools(options?: CallNoToolsOptions): R;

  /**
   * Every call names a tool of `definitions`, and its arguments satisfy that tool's own JSON schema. Definitions are those
   * of MCP, OpenAI or Anthropic. Nothing called holds.
   *
   * @throws EvalError `TRACE_UNKNOWN_SHAPE` when the value under `expect` is nothing that `traceOf` knows,
   * `MATCHER_ARGUMENT` when a definition or its schema is wrong.
   * @example
   * ```ts
   * const mcp = await connectMcp({ command: "node", args: ["./server.mjs"] });
   * expect(reply).toCallToolsOf(mcp.tools);
   * ```
   */
  toCallToolsOf(definitions: readonly unknown[], options?: CallToolsOfOptions): R;

  /**
   * The application went through these steps; through these tool calls when the trace has no steps.
   *
   * @throws EvalError `TRACE_UNKNOWN_SHAPE` when the value under `expect` is nothing that `traceOf` knows,
   * `MATCHER_ARGUMENT` when nothing is expected and everything allowed.
   * @example
   * ```ts
   * expect(reply).toFollowTrajectory(["plan", "search", "answer"]);
   * expect(reply).toFollowTrajectory(["search_*", "get_article"], { mode: "within", maxSteps: 5 });
   * ```
   */
  toFollowTrajectory(steps: readonly ExpectedStep[], options?: FollowTrajectoryOptions): R;

  /**
   * Replaying the calls through the tools in `options`, in their order and on a fresh state, ends in the expected state.
   * Await it.
   *
   * @throws EvalError `TRACE_UNKNOWN_SHAPE` when the value under `expect` is nothing that `traceOf` knows,
   * `MATCHER_ARGUMENT` when a call has no tool, or a state cannot be written as JSON.
   * @example
   * ```ts
   * const tools = { cancel: ({ id }, orders) => void (orders[id].state = "cancelled") };
   * await expect(reply).toReachState({ 7: { state: "cancelled" } }, { from: { 7: { state: "paid" } }, tools });
   * ```
   */
  toReachState(expected: unknown, options: ReachStateOptions): Promise<void>;

  /**
   * The application retrieved the documents of `relevant`, high enough in the ranking. Takes a list of ids or of documents,
   * an object with `documents` or `retrievals`, or a trace. Without a threshold all of them have to be retrieved.
   *
   * @throws EvalError `MATCHER_ARGUMENT` when the value under `expect` holds nothing about retrievals, when nothing is
   * relevant, or when an option is unknown or no figure from 0 to 1.
   * @example
   * ```ts
   * expect(reply.documents).toRetrieve(["refunds", "cancellation"], { recallAt: { 5: 0.8 } });
   * expect(trace).toRetrieve({ refunds: 3, billing: 1 }, { ndcgAt: { 10: 0.7 }, query: "refund window" });
   * ```
   */
  toRetrieve(relevant: Relevance, options?: RetrieveOptions): R;

  /**
   * The label, or the object's `label`, is the expected one. Labels are compared as they are unless `normalization` says
   * otherwise. What is recorded feeds a confusion matrix, one per `group`.
   *
   * @throws EvalError `MATCHER_ARGUMENT` when the value under `expect` has no label that is a text, or `label` is none of
   * `labels`.
   * @example
   * ```ts
   * expect(reply.intent).toClassifyAs("refund", { labels: ["refund", "billing", "other"] });
   * ```
   */
  toClassifyAs(label: string, options?: ClassifyAsOptions): R;

  /**
   * The object, or the JSON text, has the fields of `expected` or satisfies a schema (zod's, or any Standard Schema). The
   * check's score is the field accuracy: the share of the expected value's leaves that match.
   *
   * @throws EvalError `MATCHER_ARGUMENT` when the value under `expect` is neither an object nor a text, the schema is
   * asynchronous, or an option is wrong. A text that is no JSON is a miss.
   * @example
   * ```ts
   * const fields = { price: approx(0.01), title: fuzzy(0.9), tags: anyOrder, "lines[].id": ignore };
   * expect(reply.text).toMatchStructure(expected, { fields, extra: "fail" });
   * expect(reply.order).toMatchStructure(z.object({ price: z.number() }));
   * ```
   */
  toMatchStructure(expected: ExpectedStructure | Schema, options?: MatchStructureOptions): R;

  /**
   * A judge finds that the text satisfies `rubric`; with `samples` or a `jury`, more than half of the votes do. Await it.
   *
   * @throws EvalError when the judge gave no verdict: neither `toPassJudge` nor `.not.toPassJudge` is green then.
   * @example
   * ```ts
   * await expect(reply.text).toPassJudge(resolvesTheQuestion, { input: question, reference: expected });
   * ```
   */
  toPassJudge(rubric: Rubric, options?: PassJudgeOptions): Promise<void>;

  /**
   * A judge scores the text with at least `min` of 5 on `rubric`: the mean or median of its votes. Await it.
   *
   * @throws EvalError when the votes give no verdict: neither `toScoreAtLeast` nor `.not.toScoreAtLeast` is green then;
   * `MATCHER_ARGUMENT` when `min` is not above 1 and up to 5.
   * @example
   * ```ts
   * await expect(reply.text).toScoreAtLeast(clarity, 4, { input: question, samples: 3 });
   * ```
   */
  toScoreAtLeast(rubric: ScoreRubric, min: number, options?: ScoreAtLeastOptions): Promise<void>;

  /**
   * A judge prefers the text to `other` by `rubric`, whichever of them it reads first; a tie is a miss. Await it.
   *
   * @throws EvalError when the judge gave no verdict: neither `toBePreferredOver` nor `.not.toBePreferredOver` is green then.
   * @example
   * ```ts
   * await expect(reply.text).toBePreferredOver(lastRelease.text, polite, { input: question });
   * ```
   */
  toBePreferredOver(other: unknown, rubric: Rubric, options?: PreferredOverOptions): Promise<void>;

  /**
   * Every claim of the text is supported by `context`. Await it.
   *
   * @throws EvalError when the judge gave no verdict: neither `toBeFaithfulTo` nor `.not.toBeFaithfulTo` is green then.
   * @example
   * ```ts
   * await expect(reply.text).toBeFaithfulTo(reply.passages);
   * ```
   */
  toBeFaithfulTo(context: FaithfulnessContext, options?: FaithfulToOptions): Promise<void>;

  /**
   * The text makes every claim of `reference`, in whatever words: claim recall. Await it.
   *
   * @throws EvalError when the judge gave no verdict: neither `toCover` nor `.not.toCover` is green then.
   * @example
   * ```ts
   * await expect(reply.text).toCover("Refunds take 5 days. They go to the card.", { minScore: 0.5 });
   * ```
   */
  toCover(reference: string | readonly string[], options?: CoverOptions): Promise<void>;

  /**
   * The text means about what `reference` means: the cosine of their embeddings is at least `min`. Await it.
   *
   * @throws EvalError when there is no cosine, because the model gave no answer or an unusable vector; `MATCHER_ARGUMENT` when
   * `min` is missing or not above -1 and up to 1.
   * @example
   * ```ts
   * await expect(reply.text).toBeSimilarTo("You get your money back.", { min: 0.62 });
   * ```
   */
  toBeSimilarTo(reference: string, options: SimilarToOptions): Promise<void>;
}
