import { canonicalJson } from "../platform/canonical-json.ts";
import { trialFacts, type CaseFacts } from "./case-facts.ts";
import type { CompactDetails } from "./compact-details.ts";
import { AttemptFold, type AttemptResult } from "./fold-attempt.ts";
import { compactLine } from "./compact-line.ts";
import { countedAttempt } from "./counted-attempt.ts";
import type { CaseKey, CheckRecord, DeclareEvent, JournalLine } from "./journal-line.ts";
import { worstStatus } from "./outcome.ts";
import type { CaseCheck, SummaryCase } from "./summary.ts";
import { TextPool } from "./text-pool.ts";

/** Everything the journal says of one case, in whatever order it says it. */
export class CaseFold {
  readonly #key: CaseKey;
  readonly #attempts: FoldedAttempt[] = [];
  readonly #partitions: string[] = [];
  readonly #exclusions: string[] = [];
  #trials: readonly TrialResult[] | undefined;
  #declaration: DeclareEvent | undefined;
  readonly #costs: (number | undefined)[] = [];
  readonly #pool: TextPool;

  /** `pool`: shared by the cases of a run, whose journal repeats the same names. */
  constructor(key: CaseKey, pool: TextPool = new TextPool()) {
    this.#key = key;
    this.#pool = pool;
  }

  /** More than one name is a contradiction; none means that the declaration is lost. */
  get partitions(): readonly string[] {
    return [...this.#partitions].sort();
  }

  add(line: JournalLine, file: string): void {
    if (line.kind === "declare") {
      this.#declare(line);
      return;
    }
    if (line.kind === "check" && line.check.verdict !== undefined)
      this.#costs.push(line.check.verdict.costUsd);
    this.#trials = undefined;
    this.#attempt(line.trial, line.attempt).add(compactLine(line, this.#pool), file);
  }

  #attempt(trial: number, attempt: number): AttemptFold {
    const known = this.#attempts.find((one) => one.trial === trial && one.attempt === attempt);
    if (known !== undefined) return known.fold;
    const fold = new AttemptFold();
    this.#attempts.push({ trial, attempt, fold });
    return fold;
  }

  /** What the tables of the summary count; of the attempts that count, nothing of any other. */
  facts(): CaseFacts {
    const variant = this.#declaration?.dimensions["variant"];
    return {
      partition: this.#partition,
      ...(typeof variant === "string" && { variant }),
      trials: this.#results().map(({ counted }) => {
        const details = lastOfPolls(counted.checks).flatMap((check) => check.details ?? []);
        return trialFacts(details as unknown as readonly CompactDetails[], counted.end?.trace);
      }),
    };
  }

  summary(): SummaryCase {
    const partition = this.#partition;
    const trials = this.#results();
    const ran = trials.length === 0 ? [this.#notRun()] : trials.map(({ counted }) => counted);
    const status = worstStatus(ran.map((result) => result.status));
    const told = ran.find((result) => result.status === status) as AttemptResult;
    const declaration = this.#declaration;
    const { project, file, test, case: id } = this.#key;
    const summary: Writable<SummaryCase> = {
      id,
      partition,
      file,
      test,
      status,
      firstStatus: trials.length === 0 ? status : worstStatus(trials.map(({ first }) => first.status)),
      recovered: status === "pass" && trials.some(({ again }) => again),
      attempts: Math.max(0, ...trials.map(({ attempts }) => attempts)),
      executions: Math.max(0, ...trials.map(({ counted }) => counted.executions)),
      trials: trials.length,
      checks: ran.flatMap(({ checks }) => lastOfPolls(checks).map(toCaseCheck)),
      durationMs: mean(ran.map(({ end }) => end?.durationMs ?? 0)),
      dimensions: declaration?.dimensions ?? {},
      tags: declaration?.tags ?? [],
      fingerprint: declaration?.fingerprint ?? "",
    };
    const costUsd = this.#cost();
    if (project !== "") summary.project = project;
    if (costUsd !== undefined) summary.costUsd = costUsd;
    if (declaration?.location !== undefined) summary.location = declaration.location;
    return status === "pass" ? summary : { ...summary, ...whyMissed(told) };
  }

  get #partition(): string {
    return this.partitions[0] ?? "unpartitioned";
  }

  #results(): readonly TrialResult[] {
    this.#trials ??= groupTrials(this.#attempts).map((attempts) => foldTrial(attempts, this.#partition));
    return this.#trials;
  }

  #declare(line: DeclareEvent): void {
    addOnce(this.#partitions, line.partition);
    if (line.excluded !== undefined) addOnce(this.#exclusions, line.excluded);
    this.#trials = undefined;
    const { kind, project, file, test, case: id, partition, dimensions, tags, fingerprint, location } = line;
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
    return {
      status: "not-run",
      cause: excluded ? "excluded" : "never-started",
      reason: excluded ? [...this.#exclusions].sort().join("; ") : "the case never started",
      checks: [],
      executions: 0,
    };
  }

  #cost(): number | undefined {
    let sum = 0;
    for (const cost of this.#costs.toSorted((a, b) => (a ?? 0) - (b ?? 0))) {
      if (cost === undefined) return undefined;
      sum += cost;
    }
    return this.#costs.length === 0 ? undefined : sum;
  }
}

interface FoldedAttempt {
  readonly trial: number;
  readonly attempt: number;
  readonly fold: AttemptFold;
}

/** The attempts of each trial, both in order. */
function groupTrials(attempts: readonly FoldedAttempt[]): FoldedAttempt[][] {
  const trials: FoldedAttempt[][] = [];
  for (const one of attempts.toSorted((a, b) => a.trial - b.trial || a.attempt - b.attempt)) {
    const last = trials.at(-1);
    if (last !== undefined && last[0]?.trial === one.trial) last.push(one);
    else trials.push([one]);
  }
  return trials;
}

interface TrialResult {
  readonly counted: AttemptResult;
  readonly first: AttemptResult;
  readonly attempts: number;
  /** Whether anything was tried more than once. */
  readonly again: boolean;
}

function foldTrial(folds: readonly FoldedAttempt[], partition: string): TrialResult {
  const attempts = folds.map(({ fold }) => fold.result());
  const first = attempts[0] as AttemptResult;
  const counted = countedAttempt(attempts, partition) as AttemptResult;
  return { counted, first, attempts: attempts.length, again: first !== counted || counted.executions > 1 };
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

function toCaseCheck(check: CheckRecord): CaseCheck {
  const { name, subject, outcome, negated, advisory, score, reason, verdict, location } = check;
  const known: Writable<CaseCheck> = { name, outcome, negated, advisory };
  if (subject !== undefined) known.subject = subject;
  if (score !== undefined) known.score = score;
  if (reason !== undefined) known.reason = reason;
  if (location !== undefined) known.location = location;
  if (verdict === undefined) return known;
  known.rubric = verdict.rubric;
  known.model = verdict.model.served ?? verdict.model.asked;
  return known;
}

/** The last check of a row that `expect.poll` repeated. */
function lastOfPolls(checks: readonly CheckRecord[]): readonly CheckRecord[] {
  return checks.filter((check, index) => {
    const next = checks[index + 1];
    return !(check.polled === true && next?.polled === true && next.name === check.name);
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function addOnce(list: string[], text: string): void {
  if (!list.includes(text)) list.push(text);
}
