import type { ExpectedTool, RecordedCall } from "../run/tool-details.ts";
import type { ToolCallMatch } from "../tools/match-tool-call.ts";
import type { ToolCall } from "../trace/trace.ts";

const keptCalls = 100;

/** The calls of a trace as a check records them. */
export function recordedCalls(
  calls: readonly ToolCall[],
  isMatch: (call: ToolCall) => boolean,
): readonly RecordedCall[] {
  return calls
    .slice(0, keptCalls)
    .map((call) => ({ name: call.name, status: call.status, matches: isMatch(call) }));
}

/** What became of one expected tool, as a check records it; `candidates` are the calls that could stand for it. */
export function recordedTool(
  expected: string,
  match: ToolCallMatch | undefined,
  candidates: readonly ToolCallMatch[],
): ExpectedTool {
  const nearest = match ?? candidates.find(({ nameMatches }) => nameMatches) ?? candidates[0];
  return { expected, called: nearest?.call.name ?? null, matched: match !== undefined };
}
