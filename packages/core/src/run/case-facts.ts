import type {
  CompactDetails,
  CompactFields,
  CompactLabel,
  CompactRetrieval,
  CompactTools,
} from "./compact-details.ts";
import type { AttemptResult } from "./fold-attempt.ts";
import type { DeclareEvent, EndEvent, TraceSummary } from "./journal-line.ts";
import { judgementOf, type Judgement } from "./judgement.ts";
import { lastOfPolls } from "./last-of-polls.ts";

/** What the tables of a summary count of one case: the counted attempt of each trial. */
export interface CaseFacts {
  readonly partition: string;
  /** The case's dimension `variant`: its tables are kept apart. */
  readonly variant?: string;
  readonly trials: readonly TrialFacts[];
}

export interface TrialFacts {
  readonly tools: readonly CompactTools[];
  readonly retrievals: readonly CompactRetrieval[];
  readonly labels: readonly CompactLabel[];
  readonly fields: readonly CompactFields[];
  /** Up to the first that failed; absent when the application recorded none. */
  readonly steps?: TraceSummary["steps"];
  /** Tools that the application recorded as called, beside those that checks saw. */
  readonly called: readonly string[];
  /** Tools that the application has, as it or the definitions given to a matcher say. */
  readonly available: readonly string[];
  /** What its judges said. */
  readonly judgements: readonly Judgement[];
}

/** What the tables of the summary count; of the attempts that count, nothing of any other. */
export function caseFacts(
  partition: string,
  { variant }: DeclareEvent["dimensions"],
  results: readonly Pick<AttemptResult, "checks" | "end">[],
): CaseFacts | undefined {
  const trials = results.map(factsOf);
  if (trials.every((trial) => trial === noFacts)) return undefined;
  return { partition, ...(typeof variant === "string" && { variant }), trials };
}

function factsOf({ checks: all, end }: Pick<AttemptResult, "checks" | "end">): TrialFacts {
  const trace = end?.trace;
  // What most trials are, told without making lists that would stay empty.
  if (
    trace === undefined &&
    all.every(({ details, verdict }) => details === undefined && verdict === undefined)
  )
    return noFacts;
  const checks = lastOfPolls(all);
  const details = checks.flatMap((check) => check.details ?? []);
  const judgements = checks.flatMap((check) => judgementOf(check, trace) ?? []);
  return trialFacts(details as unknown as readonly CompactDetails[], trace, judgements);
}

/** The facts of one trial, from its checks and its end. What the application recorded goes before what a check saw. */
export function trialFacts(
  details: readonly CompactDetails[],
  trace: EndEvent["trace"],
  judgements: readonly Judgement[] = [],
): TrialFacts {
  if (details.length === 0 && judgements.length === 0 && trace === undefined) return noFacts;
  const tools = details.filter((one) => one.kind === "tools");
  const seen = details.find((one) => one.kind === "steps");
  const steps = trace !== undefined && trace.steps.length > 0 ? trace.steps : seen?.steps;
  return {
    tools,
    retrievals: details.filter((one) => one.kind === "retrieval"),
    labels: details.filter((one) => one.kind === "label"),
    fields: details.filter((one) => one.kind === "fields"),
    ...(steps !== undefined && { steps }),
    called: [...new Set([...(trace?.tools ?? []), ...tools.flatMap(({ called }) => called)])],
    available: [
      ...new Set([...(trace?.available ?? []), ...tools.flatMap(({ available = [] }) => available)]),
    ],
    judgements,
  };
}

/** Of a trial that no table counts. */
export const noFacts: TrialFacts = {
  tools: [],
  retrievals: [],
  labels: [],
  fields: [],
  called: [],
  available: [],
  judgements: [],
};
