import { describeKind } from "../errors/describe-kind.ts";
import { isEvalError } from "../errors/eval-error.ts";
import { isUntold } from "../trace/untold.ts";
import { traceOf } from "../trace/trace-of.ts";
import type { Trace } from "../trace/trace.ts";
import { argumentError } from "./argument-error.ts";
import { ReceivedValueError } from "./received-text.ts";

/** The ids of one retrieval, best first. */
export interface RetrievedIds {
  readonly query: string | undefined;
  readonly ids: readonly string[];
}

export interface RetrievedIdsOptions {
  /** Which retrieval of several: the last one of this query. */
  readonly query?: string | undefined;
  /** Where a document keeps its id. */
  readonly idOf?: ((document: unknown) => unknown) | undefined;
}

/**
 * The retrieval that `received` holds, or that the running case has `recorded` where `received` tells of none; `undefined`
 * when it records that none was made, or none of the query.
 *
 * @throws EvalError `MATCHER_ARGUMENT` when neither holds anything about retrievals.
 */
export function retrievedIds(
  received: unknown,
  options: RetrievedIdsOptions,
  recorded?: Trace,
): RetrievedIds | undefined {
  if (Array.isArray(received) && received.every((item) => isDocument(item, options))) {
    return { query: undefined, ids: rankedIds(received, options) };
  }
  const { documents } = fieldsOf(received);
  if (Array.isArray(documents)) {
    return { query: textOf(fieldsOf(received)["query"]), ids: rankedIds(documents, options) };
  }
  const retrievals = retrievalsOf(received, recorded).filter(
    (retrieval) => options.query === undefined || fieldsOf(retrieval)["query"] === options.query,
  );
  if (retrievals.length === 0) return undefined;
  const last = fieldsOf(retrievals.at(-1));
  if (!Array.isArray(last["documents"])) throw notRetrieved(received);
  return { query: textOf(last["query"]), ids: rankedIds(last["documents"], options) };
}

function retrievalsOf(received: unknown, recorded: Trace | undefined): readonly unknown[] {
  const given = toldRetrievals(received) ?? toldRetrievals(fieldsOf(received)["trace"]);
  const read = given ?? (received === undefined ? [] : readTrace(received));
  if (read === undefined) throw notRetrieved(received);
  if (read.length > 0) return read;
  // A provider's reply holds tool calls and no retrievals: that none was made cannot be told from it.
  const told = toldRetrievals(recorded) ?? given;
  if (told === undefined) throw notRetrieved(received);
  return told;
}

function toldRetrievals(holder: unknown): readonly unknown[] | undefined {
  const { retrievals } = fieldsOf(holder);
  return Array.isArray(retrievals) && !isUntold(holder, "retrievals") ? retrievals : undefined;
}

function readTrace(received: unknown): readonly unknown[] | undefined {
  try {
    return traceOf(received).retrievals;
  } catch (error) {
    if (isEvalError(error)) return undefined;
    throw error;
  }
}

/** In the list's order, or by `rank` where every document has one; equal ranks stay in the list's order. Scores decide nothing. */
function rankedIds(documents: readonly unknown[], options: RetrievedIdsOptions): readonly string[] {
  const ranks = documents.map((document) => fieldsOf(document)["rank"]);
  const entries = documents.map((document, index) => ({ id: idOf(document, options), rank: ranks[index] }));
  const isRanked = ranks.every((rank) => typeof rank === "number" && Number.isFinite(rank));
  const ordered = isRanked ? entries.toSorted((a, b) => (a.rank as number) - (b.rank as number)) : entries;
  return ordered.map(({ id }) => id);
}

function idOf(document: unknown, options: RetrievedIdsOptions): string {
  const id = rawId(document, options);
  if (isId(id)) return String(id);
  throw argumentError("toRetrieve", "each document's id", "a text or a number", id);
}

function rawId(document: unknown, { idOf }: RetrievedIdsOptions): unknown {
  if (idOf !== undefined) return idOf(document);
  return isId(document) ? document : fieldsOf(document)["id"];
}

function isDocument(item: unknown, options: RetrievedIdsOptions): boolean {
  return options.idOf !== undefined || isId(rawId(item, options));
}

function isId(value: unknown): value is string | number {
  return typeof value === "string" || (typeof value === "number" && Number.isFinite(value));
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function fieldsOf(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null ? (value as { readonly [name: string]: unknown }) : {};
}

function notRetrieved(received: unknown): ReceivedValueError {
  return new ReceivedValueError(
    `Failed to evaluate "toRetrieve": expected the value under expect to hold what was retrieved, got ${describeKind(received)}. Pass a list of ids, a list of documents with an \`id\` (or the option idOf), an object with \`documents\` or \`retrievals\`, a trace that holds retrievals, or undefined where the application records them with recordTrace().`,
    { code: "MATCHER_ARGUMENT" },
  );
}
