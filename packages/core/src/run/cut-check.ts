import type { JsonValue } from "../dataset/json-value.ts";
import type { ClaimVerdict, Verdict, Vote } from "../judges/verdict.ts";
import type { CallSummary, CheckRecord, CutText, RetrievalSummary, TraceSummary } from "./journal-line.ts";

export interface TextLimits {
  /** Of a text, in UTF-16 units. */
  readonly maxLength: number;
  /** Of a list. */
  readonly maxItems: number;
}

/** Bounds what a report keeps of one text and of one list, and counts what it cut. */
export class TextCutter {
  #cut = 0;
  #kept = 0;
  readonly #maxLength: number;
  readonly #maxItems: number;

  constructor({ maxLength, maxItems }: TextLimits) {
    this.#maxLength = maxLength;
    this.#maxItems = maxItems;
  }

  /** How many texts and lists are shorter than they were recorded. */
  get cut(): number {
    return this.#cut;
  }

  /** The length of all texts that it gave back: about what they weigh in memory and in a report. */
  get kept(): number {
    return this.#kept;
  }

  text(text: string): string {
    this.#kept += Math.min(text.length, this.#maxLength);
    if (text.length <= this.#maxLength) return text;
    this.#cut++;
    return `${text.slice(0, this.#maxLength).toWellFormed()} ... (${text.length} characters)`;
  }

  /** A text that the journal may have cut already. */
  recorded(value: CutText): CutText {
    const text =
      value.text.length <= this.#maxLength ? value.text : value.text.slice(0, this.#maxLength).toWellFormed();
    this.#kept += text.length;
    if (text.length < value.length) this.#cut++;
    return { text, length: value.length };
  }

  list<Item>(items: readonly Item[]): readonly Item[] {
    if (items.length <= this.#maxItems) return items;
    this.#cut++;
    return items.slice(0, this.#maxItems);
  }

  check(check: CheckRecord): CheckRecord {
    const { reason, verdict, details } = check;
    if (reason === undefined && verdict === undefined && details === undefined) return check;
    return {
      ...check,
      ...(reason !== undefined && { reason: this.text(reason) }),
      ...(verdict !== undefined && { verdict: this.#verdict(verdict) }),
      ...(details !== undefined && { details: this.#details(details) }),
    };
  }

  trace(trace: TraceSummary): TraceSummary {
    const { calls, retrievals } = trace;
    return {
      ...trace,
      ...(calls !== undefined && { calls: this.list(calls).map((call) => this.#call(call)) }),
      ...(retrievals !== undefined && {
        retrievals: this.list(retrievals).map((one) => this.#retrieval(one)),
      }),
    };
  }

  #call(call: CallSummary): CallSummary {
    const { args, result, error } = call;
    return {
      ...call,
      args: this.recorded(args),
      ...(result !== undefined && { result: this.recorded(result) }),
      ...(error !== undefined && { error: this.recorded(error) }),
    };
  }

  #retrieval(retrieval: RetrievalSummary): RetrievalSummary {
    return { ...retrieval, query: this.recorded(retrieval.query) };
  }

  #verdict(verdict: Verdict): Verdict {
    const { critique, evidence, claims, votes } = verdict;
    return {
      ...verdict,
      critique: this.text(critique),
      evidence: this.list(evidence).map((quote) => this.text(quote)),
      ...(claims !== undefined && { claims: this.list(claims).map((claim) => this.#claim(claim)) }),
      ...(votes !== undefined && { votes: this.list(votes).map((vote) => this.#vote(vote)) }),
    };
  }

  #claim(claim: ClaimVerdict): ClaimVerdict {
    const { text, evidence, reason } = claim;
    return {
      ...claim,
      text: this.text(text),
      ...(evidence !== undefined && { evidence: this.text(evidence) }),
      ...(reason !== undefined && { reason: this.text(reason) }),
    };
  }

  #vote(vote: Vote): Vote {
    return { ...vote, critique: this.text(vote.critique) };
  }

  /** Cut JSON is no JSON: what is too long becomes a text. */
  #details(details: JsonValue): JsonValue {
    const text = JSON.stringify(details);
    if (text.length > this.#maxLength) return this.text(text);
    this.#kept += text.length;
    return details;
  }
}
