import { costOfSpend, type Spend } from "../judges/spend.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { caseFacts, type CaseFacts } from "./case-facts.ts";
import { caseSummary, whyMissed } from "./case-summary.ts";
import { AttemptFold, type AttemptResult, type FoldedLine } from "./fold-attempt.ts";
import { compactDeclaration, compactLine } from "./compact-line.ts";
import type { CaseKey, DeclareEvent, JournalLine } from "./journal-line.ts";
import { grown, none } from "./grown.ts";
import { foldTrials, type FoldedAttempt, type FoldedTrials, type TrialResult } from "./fold-trials.ts";
import { toCaseChecks } from "./case-checks.ts";
import { caseScores } from "./case-scores.ts";
import { lastOfPolls } from "./last-of-polls.ts";
import { isScoreRule, ruledScores } from "./score-rule.ts";
import type { TrialPlan } from "./trial-rule.ts";
import { trialStability } from "./trial-stability.ts";
import type { SummaryCase } from "./summary.ts";
import { RecordingsTally } from "./tally-recordings.ts";
import { TextPool } from "./text-pool.ts";
import { TokenFold } from "./token-totals.ts";
import type { Writable } from "./writable.ts";

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What the journal says of one case. */
export interface CaseResult {
  readonly summary: SummaryCase;
  /** `undefined` where no table counts it. */
  readonly facts: CaseFacts | undefined;
  readonly span: Span | undefined;
  /** What recordings gave to its judges; `undefined` where no judge answered. */
  readonly recordings: RecordingsTally | undefined;
}

/** Where a line is among those of its case. */
export interface LinePlace {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly trial: number;
  readonly attempt: number;
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
    if (line.kind === "declare") {
      this.declare(line);
      return;
    }
    const spent = line.kind === "check" ? line.check.spent : undefined;
    this.addCompact(line, compactLine(line, this.#pool), file, spent);
  }

  /** A line that is compact already, and what its check spent without a verdict. */
  addCompact({ at, trial, attempt }: LinePlace, line: FoldedLine, file: string, inVain?: Spend): void {
    this.#isHere = true;
    if (line.kind === "start") this.#from = Math.min(this.#from ?? at, at);
    this.#to = Math.max(this.#to ?? at, at);
    const spent = line.kind === "check" ? (line.check.verdict ?? inVain) : undefined;
    if (spent !== undefined) {
      this.#costs = grown(this.#costs, costOfSpend(spent));
      (this.recordings ??= new RecordingsTally()).add(spent);
      if (spent === inVain) this.#unpriced ||= costOfSpend(spent) === undefined;
    }
    this.#tokens.add(line, spent);
    this.#folded = undefined;
    this.#attempt(trial, attempt).add(line, file);
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

  result(): CaseResult {
    const { span, recordings } = this;
    const trials = this.#results()?.trials ?? [];
    const facts = caseFacts(
      this.#partition,
      this.#declaration?.dimensions ?? {},
      trials.map(({ result }) => result),
    );
    return { summary: this.summary(), facts, span, recordings };
  }

  summary(): SummaryCase {
    const partition = this.#partition;
    const folded = this.#results();
    const told = folded?.told ?? this.#notRun();
    const status = folded?.status ?? told.status;
    const ran = (folded?.trials ?? []).filter(({ result }) => result.executions > 0);
    const summary = caseSummary({
      key: this.key,
      partition,
      status,
      firstStatus: folded?.firstStatus ?? status,
      recovered: status === "pass" && folded?.again === true,
      attempts: folded?.attempts ?? 0,
      executions: ran.reduce((most, { result }) => Math.max(most, result.executions), 0),
      trials: ran.length,
      checks: toCaseChecks(folded?.trials ?? [], isRepeated(this.#plan, folded)),
      durationMs: ran.length === 0 ? 0 : meanDuration(ran),
      declaration: this.#declaration,
      costs: this.#costs,
      unpriced: this.#unpriced,
      tokens: this.#tokens.totals(),
    });
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

  declare(line: DeclareEvent): void {
    this.#isHere ||= line.elsewhere !== true;
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

function meanDuration(ran: readonly TrialResult[]): number {
  return ran.reduce((sum, { result }) => sum + (result.end?.durationMs ?? 0), 0) / ran.length;
}

function withOnce(list: string[], text: string): string[] {
  return list.includes(text) ? list : grown(list, text);
}
