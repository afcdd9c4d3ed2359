import type { ToolCall } from "../trace/trace.ts";
import type { ArgDifference } from "./diff-args.ts";
import { voidReason } from "./match-tool-call.ts";
import { printValue } from "./print-value.ts";

const lineLength = 160;

/** The whole trajectory, one line per call; `isMarked` calls begin with a star. */
export function printCalls(calls: readonly ToolCall[], isMarked: (call: ToolCall) => boolean): string {
  if (calls.length === 0) return "none";
  return calls.map((call) => `${isMarked(call) ? "*" : " "} ${printCall(call)}`).join("\n");
}

/** One call on one line: position, name, arguments, and in brackets why it does not count or what failed. */
export function printCall(call: ToolCall): string {
  const args = call.args === undefined ? (call.rawArgs ?? "") : printValue(call.args);
  const shown = args.length > lineLength ? `${args.slice(0, lineLength)}...` : args;
  const failed = `error${call.error === undefined ? "" : `: ${call.error}`}`;
  const note = voidReason(call) ?? (call.status === "error" ? failed : "");
  const line = `#${call.index} ${call.name}(${shown})${note === "" ? "" : `  [${cutNote(note)}]`}`;
  return line.replace(/\s*\n\s*/g, " ");
}

/** Some errors come with their stack. */
function cutNote(note: string): string {
  return note.length > lineLength ? `${note.slice(0, lineLength).toWellFormed()}...` : note;
}

/** One line per difference, with its reason. */
export function printDifferences(differences: readonly ArgDifference[]): string {
  return differences.map(printDifference).join("\n");
}

function printDifference({ path, reason, expected, actual, note }: ArgDifference): string {
  const label = `${path === "" ? "arguments" : path}: ${reason}`;
  const wanted = note ?? `expected ${printValue(expected)}`;
  const made = `got ${printValue(actual)}`;
  if (reason === "missing") return `${label}, ${wanted}`;
  if (reason === "unexpected") return `${label}, ${made}`;
  return `${label}, ${wanted}, ${made}`;
}
