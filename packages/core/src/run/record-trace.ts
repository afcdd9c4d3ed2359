import { EvalError } from "../errors/eval-error.ts";
import { describeKind } from "../errors/describe-kind.ts";
import { readCalls } from "../trace/shapes/own-trace.ts";
import type {
  Retrieval,
  ToolCall,
  Trace,
  TraceMessage,
  TraceStep,
  TraceTimings,
  Usage,
} from "../trace/trace.ts";
import { field, textField } from "../trace/fields.ts";
import { runningCase } from "./running-case.ts";
import { isPartial, isUntold, markPartial, markUntold, toldLists } from "../trace/untold.ts";

/** A retrieved document; its rank is its position when it names none. */
export type RetrievedDocumentInput =
  | string
  | { readonly id: string; readonly rank?: number; readonly score?: number; readonly text?: string };

/** What an application did, as far as it says so; what is left out is left as it was. */
export interface TraceInput {
  readonly messages?: readonly TraceMessage[];
  readonly toolCalls?: readonly (Partial<ToolCall> & { readonly name: string })[];
  /** The tools that can be called, as names or as definitions of any provider: the summary tells which of them no case calls. */
  readonly tools?: readonly unknown[];
  readonly retrievals?: readonly {
    readonly query: string;
    readonly documents: readonly RetrievedDocumentInput[];
  }[];
  /** The nodes the application went through, in order: names, or names with how they ended. */
  readonly steps?: readonly (string | (Partial<TraceStep> & { readonly name: string }))[];
  /** Names of the models that the application asked: a judge of the same family is reported. */
  readonly models?: readonly string[];
  readonly usage?: Usage;
  readonly timings?: TraceTimings;
  readonly errors?: readonly string[];
}

/**
 * Attaches what the application did to the case that is running: matchers see it, and the journal keeps the names of its
 * steps and tools. Call it as often as there is something to tell; each call adds to the ones before. Outside of a case it
 * does nothing, so an application may call it wherever it runs.
 *
 * @throws EvalError `TRACE_INVALID` when `input` is no such object.
 * @example
 * ```ts
 * const articles = await search(query);
 * recordTrace({ steps: ["search"], retrievals: [{ query, documents: articles.map(({ id }) => id) }] });
 * ```
 */
export function recordTrace(input: TraceInput): void {
  runningCase()?.addTrace(toTrace(input));
}

/**
 * What `recordTrace` has attached to the running case so far; `undefined` outside of a case, or when that is nothing.
 *
 * @example
 * ```ts
 * expect(recordedTrace()).toFollowTrajectory(["plan", "search", "answer"]);
 * ```
 */
export function recordedTrace(): Trace | undefined {
  return runningCase()?.trace;
}

function toTrace(input: TraceInput): Trace {
  if (typeof input !== "object" || input === null || Array.isArray(input))
    throw invalid("the trace", "an object", input);
  const trace: Trace = {
    kind: "assay.trace",
    messages: listOf(input.messages, "messages"),
    toolCalls: callsOf(input.toolCalls),
    ...(input.tools !== undefined && { availableTools: listOf(input.tools, "tools").map(toolName) }),
    retrievals: listOf(input.retrievals, "retrievals").map(readRetrieval),
    steps: listOf(input.steps, "steps").map(readStep),
    ...(input.models !== undefined && { models: listOf(input.models, "models").map(String) }),
    ...(input.usage !== undefined && { usage: input.usage }),
    ...(input.timings !== undefined && { timings: input.timings }),
    errors: listOf(input.errors, "errors"),
  };
  markUntold(
    trace,
    toldLists.filter((list) => input[list] === undefined || isUntold(input, list)),
  );
  return isPartial(input) ? markPartial(trace) : trace;
}

function listOf<Item>(list: readonly Item[] | undefined, name: string): readonly Item[] {
  if (list === undefined || Array.isArray(list)) return list ?? [];
  throw invalid(`\`${name}\``, "a list", list);
}

function callsOf(calls: TraceInput["toolCalls"]): readonly ToolCall[] {
  const read = readCalls(listOf(calls, "toolCalls"));
  if (read === undefined) throw invalid("`toolCalls`", "a list of calls { name, args }", calls);
  return read;
}

/** The name in a definition: of OpenAI's chat completions under `function`, elsewhere on top. */
function toolName(tool: unknown): string {
  if (typeof tool === "string") return tool;
  const name = textField(field(tool, "function"), "name") ?? textField(tool, "name");
  if (name === undefined) throw invalid("each of `tools`", "a name or a definition with a name", tool);
  return name;
}

function readRetrieval(retrieval: NonNullable<TraceInput["retrievals"]>[number]): Retrieval {
  const { query, documents } = retrieval ?? {};
  if (typeof query !== "string" || !Array.isArray(documents)) {
    throw invalid("each retrieval", "{ query, documents }", retrieval);
  }
  return { query, documents: (documents as readonly RetrievedDocumentInput[]).map(readDocument) };
}

function readDocument(document: RetrievedDocumentInput, index: number): Retrieval["documents"][number] {
  const given = typeof document === "string" ? { id: document } : document;
  if (typeof given?.id !== "string")
    throw invalid("each retrieved document", "an id or an object with an `id`", document);
  return { rank: index + 1, ...given };
}

function readStep(step: NonNullable<TraceInput["steps"]>[number]): TraceStep {
  const given = typeof step === "string" ? { name: step } : step;
  if (typeof given?.name !== "string" || given.name === "") {
    throw invalid("each step", "a name or an object with a `name`", step);
  }
  const status = given.status ?? (given.error === undefined ? "ok" : "error");
  if (status !== "ok" && status !== "error") throw invalid("a step's status", '"ok" or "error"', status);
  return { ...given, status };
}

function invalid(what: string, wanted: string, got: unknown): EvalError {
  return new EvalError(
    `Failed to record a trace: expected ${what} to be ${wanted}, got ${describeKind(got)}. Correct what is passed to recordTrace.`,
    { code: "TRACE_INVALID" },
  );
}
