import type { Retrieval, ToolCall, Trace } from "../trace/trace.ts";
import { cutText } from "./cut-text.ts";
import type { CallSummary, CutText, RetrievalSummary } from "./journal-line.ts";

const keptCalls = 200;
const keptRetrievals = 50;
const keptDocuments = 50;
const keptName = 200;
/** Of one text, and of all texts of a trace together, in UTF-16 units. */
const keptText = 1_000;
const keptTotal = 16_000;

/** What the journal keeps of calls and retrievals, in bounded space whatever they hold. */
export function traceContent({ toolCalls, retrievals }: Pick<Trace, "toolCalls" | "retrievals">): {
  readonly calls?: readonly CallSummary[];
  readonly retrievals?: readonly RetrievalSummary[];
} {
  const budget = new TextBudget();
  const calls = toolCalls.slice(0, keptCalls).map((call) => callSummary(call, budget));
  const found = retrievals.slice(0, keptRetrievals).map((one) => retrievalSummary(one, budget));
  return { ...(calls.length > 0 && { calls }), ...(found.length > 0 && { retrievals: found }) };
}

function callSummary(
  { name, args, rawArgs, status, result, error }: ToolCall,
  budget: TextBudget,
): CallSummary {
  return {
    name: cutName(name),
    args: budget.cut(args === undefined ? (rawArgs ?? "") : args),
    status,
    ...(result !== undefined && { result: budget.cut(result) }),
    ...(error !== undefined && { error: budget.cut(error) }),
  };
}

function retrievalSummary({ query, documents }: Retrieval, budget: TextBudget): RetrievalSummary {
  return {
    query: budget.cut(query),
    documents: documents.slice(0, keptDocuments).map(({ id, score }) => ({
      id: cutName(id),
      ...(score !== undefined && Number.isFinite(score) && { score }),
    })),
    found: documents.length,
  };
}

export function cutName(name: string): string {
  return name.length > keptName ? name.slice(0, keptName).toWellFormed() : name;
}

/** What is left of the space of one trace: once it is used up, texts keep their length alone. */
class TextBudget {
  #left: number = keptTotal;

  cut(value: unknown): CutText {
    const { text, length } = cutText(value);
    const most = Math.min(keptText, this.#left);
    const kept = (text.length > most ? text.slice(0, most) : text).toWellFormed();
    this.#left -= kept.length;
    return { text: kept, length };
  }
}
