import { costOfSpend } from "../judges/spend.ts";
import { toCaseCheck } from "./case-checks.ts";
import { caseFacts } from "./case-facts.ts";
import { caseSummary, whyMissed, type Declaration } from "./case-summary.ts";
import { compactDeclaration, compactLine } from "./compact-line.ts";
import type { FoldedEnd } from "./fold-attempt.ts";
import { CaseFold, type CaseResult } from "./fold-case.ts";
import { grown, none } from "./grown.ts";
import type { CaseKey, CheckRecord, DeclareEvent, JournalLine } from "./journal-line.ts";
import { lastOfPolls } from "./last-of-polls.ts";
import type { TokenTotals } from "./summary.ts";
import { RecordingsTally } from "./tally-recordings.ts";
import type { TextPool } from "./text-pool.ts";
import { TokenFold } from "./token-totals.ts";

const first = { trial: 0, attempt: 0 };

/**
 * A case as nearly all are: declared once, started once and ended once, by one process. Nothing outweighs anything, so that few
 * objects are enough, in a run that has many cases. What is not as usual a `CaseFold` takes over.
 */
export class UsualCase {
  #declaration: Declaration | undefined;
  /** The journal file in which it started. */
  #file: string | undefined;
  #from: number = 0;
  #to: number = 0;
  #checks: CheckRecord[] = none();
  #end: FoldedEnd | undefined;

  /** Takes the line, or leaves it where the case is as usual no more. */
  take(line: JournalLine, file: string, pool: TextPool): boolean {
    if (line.kind === "declare") return this.#declare(line, pool);
    if (line.trial !== 0 || line.attempt !== 0 || this.#end !== undefined) return false;
    if (line.kind === "start") return this.#start(line.at, file);
    if (file !== this.#file) return false;
    const compact = compactLine(line, pool);
    if (compact.kind === "check") {
      if (line.kind === "check" && line.check.spent !== undefined) return false;
      this.#checks = grown(this.#checks, compact.check);
    } else if (compact.kind === "end") {
      if (compact.unchecked !== undefined) return false;
      this.#end = compact;
    }
    if (line.at > this.#to) this.#to = line.at;
    return true;
  }

  #declare(line: DeclareEvent, pool: TextPool): boolean {
    const { excluded, elsewhere, trials } = line;
    if (this.#declaration !== undefined) return false;
    if (excluded !== undefined || elsewhere !== undefined || trials !== undefined) return false;
    const { dimensions, tags, location } = compactDeclaration(line, pool);
    const partition = pool.one(line.partition);
    const { fingerprint } = line;
    this.#declaration =
      location === undefined
        ? { partition, dimensions, tags, fingerprint }
        : { partition, dimensions, tags, fingerprint, location };
    return true;
  }

  #start(at: number, file: string): boolean {
    if (this.#file !== undefined) return false;
    [this.#file, this.#from, this.#to] = [file, at, at];
    return true;
  }

  /** What came of the case; `undefined` where only a `CaseFold` can tell, as of one that never ended. */
  result(key: CaseKey): CaseResult | undefined {
    const [declaration, checks, end] = [this.#declaration, this.#checks, this.#end];
    if (declaration === undefined || end === undefined) return undefined;
    const { partition, dimensions } = declaration;
    const { status, cause, reason } = end;
    const spent = this.#spent(end);
    const summary = caseSummary({
      key,
      partition,
      status,
      firstStatus: status,
      recovered: false,
      attempts: 1,
      executions: 1,
      trials: 1,
      checks: lastOfPolls(checks).map(toCaseCheck),
      durationMs: end.durationMs,
      declaration,
      costs: spent?.costs ?? none(),
      unpriced: false,
      tokens: spent?.tokens,
    });
    const facts = caseFacts(partition, dimensions, [{ checks, end }]);
    const span = { from: this.#from, to: this.#to };
    return {
      summary: status === "pass" ? summary : { ...summary, ...whyMissed({ cause, reason, end }) },
      facts,
      span,
      recordings: spent?.recordings,
    };
  }

  /** What its judges and its application took; `undefined` where nothing is known to have been. */
  #spent(end: FoldedEnd): SpentOnCase | undefined {
    const verdicts = this.#checks.flatMap(({ verdict }) => verdict ?? []);
    if (verdicts.length === 0 && end.usage === undefined) return undefined;
    const tokens = new TokenFold();
    const recordings = new RecordingsTally();
    tokens.add(end, undefined);
    for (const check of this.#checks) {
      const { verdict } = check;
      if (verdict === undefined) continue;
      tokens.add({ kind: "check", check }, verdict);
      recordings.add(verdict);
    }
    return {
      costs: verdicts.map(costOfSpend),
      tokens: tokens.totals(),
      recordings: verdicts.length === 0 ? undefined : recordings,
    };
  }

  /** The same case for whatever else there is of it. */
  toFold(key: CaseKey, pool: TextPool): CaseFold {
    const fold = new CaseFold(key, pool);
    const [declaration, file, from, to] = [this.#declaration, this.#file, this.#from, this.#to];
    if (declaration !== undefined) fold.declare({ kind: "declare", ...key, ...declaration });
    if (file === undefined) return fold;
    fold.addCompact({ ...first, at: from }, { kind: "start" }, file);
    for (const check of this.#checks) fold.addCompact({ ...first, at: to }, { kind: "check", check }, file);
    if (this.#end !== undefined) fold.addCompact({ ...first, at: this.#end.at }, this.#end, file);
    return fold;
  }
}

interface SpentOnCase extends Pick<CaseResult, "recordings"> {
  readonly costs: readonly (number | undefined)[];
  readonly tokens: TokenTotals | undefined;
}
