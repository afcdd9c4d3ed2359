import { field, isObject, listField, textField, toText, type Fields } from "../fields.ts";
import { TraceBuilder } from "../trace-builder.ts";
import type { TraceStep } from "../trace.ts";
import type { TraceReader } from "../trace-reader.ts";
import { addMessages, readMessage, type Message } from "./langchain.ts";
import { isMessageChunk, mergeChunks, stepsOfChunks } from "./langgraph-messages.ts";

/** The chunks of a LangGraph stream, collected: nodes are steps. */
export const langgraphReader: TraceReader = {
  accepts: "a list of the chunks that a LangGraph run streams (updates, values, messages, tasks)",
  read(value) {
    if (!Array.isArray(value) || value.length === 0) return undefined;
    const chunks = value.map(readChunk);
    if (!chunks.every((chunk) => chunk !== undefined)) return undefined;
    const run = readRun(chunks);
    if (run === undefined || run.messages.length === 0) return undefined;
    const builder = new TraceBuilder();
    for (const step of run.steps) builder.addStep(step);
    addMessages(builder, latest(run.messages));
    return builder.build();
  },
};

interface Chunk {
  readonly mode: string;
  readonly data: unknown;
}
interface Run {
  readonly steps: readonly TraceStep[];
  readonly messages: readonly Message[];
}

const modes: ReadonlySet<string> = new Set([
  "updates",
  "values",
  "messages",
  "tasks",
  "custom",
  "debug",
  "checkpoints",
  "tools",
]);

/** Chunks of several modes begin with their mode, those of graphs with subgraphs with the path to the one that wrote. */
function readChunk(chunk: unknown): Chunk | undefined {
  if (Array.isArray(chunk)) {
    const [first, ...rest] = chunk as readonly unknown[];
    if (Array.isArray(first) && rest.length > 0 && first.every((part) => typeof part === "string"))
      return readChunk(rest.length === 1 ? rest[0] : rest);
    if (typeof first === "string" && modes.has(first) && rest.length === 1)
      return { mode: first, data: rest[0] };
  }
  const mode = modeOf(chunk);
  return mode === undefined ? undefined : { mode, data: chunk };
}

function modeOf(data: unknown): string | undefined {
  if (isMessageChunk(data)) return "messages";
  if (!isObject(data) || readMessage(data) !== undefined) return undefined;
  if (textField(data, "id") !== undefined && textField(data, "name") !== undefined)
    return "triggers" in data || "result" in data ? "tasks" : undefined;
  if (Object.values(data).some(isMessages)) return "values";
  const isUpdate = (update: unknown): boolean =>
    update === null || (typeof update === "object" && !("role" in update));
  return Object.values(data).every(isUpdate) ? "updates" : undefined;
}

function isMessages(value: unknown): boolean {
  if (readMessage(value) !== undefined) return true;
  return Array.isArray(value) && value.length > 0 && value.every((one) => readMessage(one) !== undefined);
}

/** The mode that tells most. */
function readRun(chunks: readonly Chunk[]): Run | undefined {
  const of = (mode: string): readonly unknown[] =>
    chunks.filter((chunk) => chunk.mode === mode).map(({ data }) => data);
  const [tasks, updates, values, streamed] = [of("tasks"), of("updates"), of("values"), of("messages")];
  if (tasks.length > 0)
    return { steps: taskSteps(tasks), messages: tasks.flatMap((task) => messagesIn(task)) };
  // What the run began with is in no update.
  const given = updates.length > 0 ? values.slice(0, 1) : values.slice(-1);
  if (updates.length > 0)
    return {
      steps: updates.flatMap(updateSteps),
      messages: [...given, ...updates].flatMap((one) => messagesIn(one)),
    };
  if (values.length > 0) return { steps: [], messages: given.flatMap((one) => messagesIn(one)) };
  return { steps: stepsOfChunks(streamed), messages: mergeChunks(streamed) };
}

function updateSteps(update: unknown): readonly TraceStep[] {
  if (!isObject(update)) return [];
  return Object.entries(update)
    .filter(([node]) => !node.startsWith("__"))
    .map(([name, written]) => step(name, failureOf(written)));
}

/** A task that began and never ended has thrown. */
function taskSteps(tasks: readonly unknown[]): readonly TraceStep[] {
  const ended = new Map(
    tasks
      .filter((task) => "result" in (task as Fields) || "error" in (task as Fields))
      .map((task) => [field(task, "id"), task]),
  );
  const begun = tasks.filter(
    (task) => !ended.has(field(task, "id")) || ended.get(field(task, "id")) === task,
  );
  return begun.map((task) => {
    const error = field(task, "error");
    const own = error === undefined || error === null ? undefined : toText(field(error, "message") ?? error);
    const unfinished = ended.has(field(task, "id")) ? undefined : "it did not finish";
    return step(textField(task, "name") ?? "", own ?? unfinished ?? failureOf(field(task, "result")));
  });
}

/** What a tool that failed said: the node that carries out tools tells the model and goes on. */
function failureOf(written: unknown): string | undefined {
  const failed = messagesIn(written).find(
    ({ type, fields }) => type === "tool" && fields["status"] === "error",
  );
  return failed === undefined ? undefined : toText(failed.fields["content"]);
}

function step(name: string, error: string | undefined): TraceStep {
  return error === undefined ? { name, status: "ok" } : { name, status: "error", error };
}

/** The messages anywhere in what a node wrote: a state, a list of states, a command with an update. */
function messagesIn(value: unknown, depth = 0): readonly Message[] {
  const message = readMessage(value);
  if (message !== undefined) return [message];
  if (depth > 4 || typeof value !== "object" || value === null) return [];
  const parts: readonly unknown[] = listField({ value }, "value") ?? Object.values(value);
  return parts.flatMap((part) => messagesIn(part, depth + 1));
}

/** A message of a known id takes the place of the one before, as in a graph's state; subgraphs and their parents write it twice. */
function latest(messages: readonly Message[]): readonly Message[] {
  const byId = new Map<unknown, Message>();
  for (const message of messages) byId.set(textField(message.fields, "id") ?? message.fields, message);
  return [...byId.values()];
}
