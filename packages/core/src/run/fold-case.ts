import { costOfSpend } from "../judges/spend.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { noFacts, trialFacts, type CaseFacts, type TrialFacts } from "./case-facts.ts";
import type { CompactDetails } from "./compact-details.ts";
import { AttemptFold, type AttemptResult } from "./fold-attempt.ts";
import { compactDeclaration, compactLine } from "./compact-line.ts";
import type { CaseKey, DeclareEvent, JournalLine } from "./journal-line.ts";
import { grown, none } from "./grown.ts";
import { foldTrials, type FoldedAttempt, type FoldedTrials, type TrialResult } from "./fold-trials.ts";
import { toCaseChecks } from "./case-checks.ts";
import { caseScores } from "./case-scores.ts";
import { judgementOf } from "./judgement.ts";
import { lastOfPolls } from "./last-of-polls.ts";
import { isScoreRule, ruledScores } from "./score-rule.ts";
import type { TrialPlan } from "./trial-rule.ts";
import { trialStability } from "./trial-stability.ts";
import type { SummaryCase } from "./summary.ts";
import { RecordingsTally } from "./tally-recordings.ts";
import { TextPool } from "./text-pool.ts";
import { spentOn, TokenFold } from "./token-totals.ts";

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Everything the journal says of one case, in whatever order it says it. */
export class CaseFold {
  readonly key: CaseKey;
  #attempts: FoldedAttempt[] = none();
  #partitions: string[] = none();
  #exclusions: string[] = none();
  #from: number | undefined;
  #to: number | undefined;
  #folded: FoldedTrials | undefined;
  #plan: TrialPlan | undefined;
  #isHere: boolean = false;
  #declaration: DeclareEvent | undefined;
  #costs: (number | undefined)[] = none();
  #unpriced: boolean = false;
  /** What recordings gave to its judges. */
  recordings: RecordingsTally | undefined;
  readonly #tokens: TokenFold = new TokenFold();
  readonly #pool: TextPool;

  /** `pool`: shared by the cases of a run, whose journal repeats the same names. */
  constructor(key: CaseKey, pool: TextPool = new TextPool()) {
    this.key = key;
    this.#pool = pool;
  }

  /** More than one name is a contradiction; none means that the declaration is lost. */
  get partitions(): readonly string[] {
    return [...this.#partitions].sort();
  }

  /** Whether it belongs to another share of its suite, and nothing of it happened here. */
  get isElsewhere(): boolean {
    return !this.#isHere;
  }

  /** From the first start to the last end, in milliseconds since the epoch; `undefined` when nothing started. */
  get span(): Span | undefined {
    return this.#from === undefined || this.#to === undefined
      ? undefined
      : { from: this.#from, to: this.#to };
  }

  add(line: JournalLine, file: string): void {
    this.#isHere ||= line.kind !== "declare" || line.elsewhere !== true;
    if (line.kind === "declare") {
      this.#declare(line);
      return;
    }
    if (line.kind === "start") this.#from = Math.min(this.#from ?? line.at, line.at);
    this.#to = Math.max(this.#to ?? line.at, line.at);
    const spent = line.kind === "check" ? spentOn(line.check) : undefined;
    if (spent !== undefined) {
      this.#costs = grown(this.#costs, costOfSpend(spent));
      (this.recordings ??= new RecordingsTally()).add(spent);
      if (line.kind === "check" && spent === line.check.spent)
        this.#unpriced ||= costOfSpend(spent) === undefined;
    }
    this.#tokens.add(line);
    this.#folded = undefined;
    this.#attempt(line.trial, line.attempt).add(compactLine(line, this.#pool), file);
  }

  /** Declared as `other` is: where one case ran in several processes, each of them declared it. */
  declareAs(other: CaseFold): void {
    for (const partition of other.#partitions) this.#partitions = withOnce(this.#partitions, partition);
    this.#plan = other.#plan;
    this.#declaration = other.#declaration;
    this.#folded = undefined;
  }

  #attempt(trial: number, attempt: number): AttemptFold {
    const known = this.#attempts.find((one) => one.trial === trial && one.attempt === attempt);
    if (known !== undefined) return known.fold;
    const fold = new AttemptFold();
    this.#attempts = grown(this.#attempts, { trial, attempt, fold });
    return fold;
  }

  /** Whether no trial recorded a check, and how it is known that none asserted anything else: by the test itself, or by its file. */
  get unchecked(): "test" | "file" | undefined {
    const trials = this.#results()?.trials ?? none();
    if (trials.some(({ result }) => result.checks.length > 0)) return undefined;
    const known = trials.map(({ result }) => result.end?.unchecked);
    return known.length > 0 && known.every((one) => one === known[0]) ? known[0] : undefined;
  }

  /** What the tables of the summary count; of the attempts that count, nothing of any other. */
  facts(): CaseFacts {
    const variant = this.#declaration?.dimensions["variant"];
    return {
      partition: this.#partition,
      ...(typeof variant === "string" && { variant }),
      trials: (this.#results()?.trials ?? []).map(({ result }) => factsOf(result)),
    };
  }

  summary(): SummaryCase {
    const partition = this.#partition;
    const folded = this.#results();
    const told = folded?.told ?? this.#notRun();
    const status = folded?.status ?? told.status;
    const ran = (folded?.trials ?? []).filter(({ result }) => result.executions > 0);
    const declaration = this.#declaration;
    const { project, file, test, case: id } = this.key;
    const summary: Writable<SummaryCase> = {
      id,
      partition,
      file,
      test,
      status,
      firstStatus: folded?.firstStatus ?? status,
      recovered: status === "pass" && folded?.again === true,
      attempts: folded?.attempts ?? 0,
      executions: ran.reduce((most, { result }) => Math.max(most, result.executions), 0),
      trials: ran.length,
      checks: toCaseChecks(folded?.trials ?? [], isRepeated(this.#plan, folded)),
      durationMs: ran.length === 0 ? 0 : meanDuration(ran),
      dimensions: declaration?.dimensions ?? {},
      tags: declaration?.tags ?? [],
      fingerprint: declaration?.fingerprint ?? "",
    };
    const costUsd = this.#cost();
    const tokens = this.#tokens.totals();
    if (project !== "") summary.project = project;
    if (costUsd !== undefined) summary.costUsd = costUsd;
    if (this.#unpriced) summary.unpriced = true;
    if (tokens !== undefined) summary.tokens = tokens;
    if (declaration?.location !== undefined) summary.location = declaration.location;
    if (folded !== undefined && isRepeated(this.#plan, folded)) addTrials(summary, folded, this.#plan);
    if (status === "pass" && this.unchecked !== undefined) summary.unchecked = true;
    return status === "pass" ? summary : { ...summary, ...whyMissed(told) };
  }

  get #partition(): string {
    const [only = "unpartitioned"] = this.#partitions;
    return this.#partitions.length < 2 ? only : (this.partitions[0] as string);
  }

  /** `undefined` when nothing of the case ever started. */
  #results(): FoldedTrials | undefined {
    if (this.#attempts.length === 0) return undefined;
    return (this.#folded ??= foldTrials(this.#attempts, this.#plan, this.#partition));
  }

  #declare(line: DeclareEvent): void {
    const partition = this.#pool.one(line.partition);
    this.#partitions = withOnce(this.#partitions, partition);
    if (line.excluded !== undefined) this.#exclusions = withOnce(this.#exclusions, line.excluded);
    this.#folded = undefined;
    this.#plan = largerPlan(this.#plan, line);
    const { kind, fingerprint } = line;
    const { dimensions, tags, location } = compactDeclaration(line, this.#pool);
    const { project, file, test, case: id } = this.key;
    const declaration: DeclareEvent = {
      kind,
      project,
      file,
      test,
      case: id,
      partition,
      dimensions,
      tags,
      fingerprint,
      ...(location !== undefined && { location }),
    };
    // Declared twice, a case keeps the text that sorts first: the order of the files must not matter.
    if (this.#declaration === undefined || canonicalJson(declaration) < canonicalJson(this.#declaration)) {
      this.#declaration = declaration;
    }
  }

  #notRun(): AttemptResult {
    const excluded = this.#exclusions.length > 0;
    if (this.isElsewhere && !excluded) {
      const reason = "its share of the cases is missing";
      return { status: "not-run", cause: "excluded", reason, checks: [], executions: 0 };
    }
    return {
      status: "not-run",
      cause: excluded ? "excluded" : "never-started",
      reason: excluded ? [...this.#exclusions].sort().join("; ") : "the case never started",
      checks: [],
      executions: 0,
    };
  }

  #cost(): number | undefined {
    if (this.#costs.length === 0) return undefined;
    let sum = 0;
    for (const cost of this.#costs.toSorted((a, b) => (a ?? 0) - (b ?? 0))) {
      if (cost === undefined) return undefined;
      sum += cost;
    }
    return sum;
  }
}

function factsOf({ checks: all, end }: AttemptResult): TrialFacts {
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

/** Declared twice, a case keeps the plan with more trials: a declaration that knows nothing of trials must not lose any. */
function largerPlan(known: TrialPlan | undefined, line: DeclareEvent): TrialPlan | undefined {
  if (line.trials === undefined) return known;
  const { trials, rule = "majority", stopEarly = true } = line;
  const plan: TrialPlan = { trials, rule, stopEarly };
  if (known === undefined || known.trials < trials) return plan;
  return known.trials > trials || canonicalJson(known) <= canonicalJson(plan) ? known : plan;
}

function isRepeated(plan: TrialPlan | undefined, folded: FoldedTrials | undefined): boolean {
  return (plan?.trials ?? 1) > 1 || (folded?.trials.length ?? 0) > 1;
}

function addTrials(
  summary: Writable<SummaryCase>,
  { trials }: FoldedTrials,
  plan: TrialPlan | undefined,
): void {
  const statuses = trials.map(({ result }) => result.status);
  summary.trialStatuses = statuses;
  summary.plannedTrials = plan?.trials ?? trials.length;
  summary.trialRule = plan?.rule ?? "all";
  if (plan?.stopEarly === false) summary.allTrials = true;
  const stability = trialStability(statuses);
  if (stability !== undefined) summary.stability = stability;
  if (plan !== undefined && isScoreRule(plan.rule)) {
    const ruled = ruledScores(
      plan.rule,
      plan.trials,
      trials.map(({ result }) => result),
    );
    if (ruled.length > 0) summary.ruledScores = ruled;
  }
  const scores = caseScores(trials.map(({ result }) => lastOfPolls(result.checks)));
  if (scores.length > 0) summary.scores = scores;
}

/** Assigning what there is costs a fraction of spreading it, and a run has many cases. */
type Writable<T> = { -readonly [field in keyof T]: T[field] };

function whyMissed({ cause, reason, end }: AttemptResult): Partial<SummaryCase> {
  return {
    ...(cause !== undefined && { cause }),
    ...(reason !== undefined && { reason }),
    ...(end?.input !== undefined && { input: end.input }),
    ...(end?.expected !== undefined && { expected: end.expected }),
    ...(end?.output !== undefined && { output: end.output }),
    ...(end?.location !== undefined && { failedAt: end.location }),
  };
}

function meanDuration(ran: readonly TrialResult[]): number {
  return ran.reduce((sum, { result }) => sum + (result.end?.durationMs ?? 0), 0) / ran.length;
}

function withOnce(list: string[], text: string): string[] {
  return list.includes(text) ? list : grown(list, text);
}
