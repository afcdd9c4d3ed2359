import type { ToolCallMatch } from "./match-tool-call.ts";

/** Of the calls to the expected tool, the one with the fewest differences; calls that could count come first. */
export function nearestCall(matches: readonly ToolCallMatch[]): ToolCallMatch | undefined {
  const named = matches.filter((match) => match.nameMatches && !match.matches);
  return named.toSorted((a, b) => distance(a) - distance(b))[0];
}

function distance({ differences, void: reason }: ToolCallMatch): number {
  return differences.length + (reason === undefined ? 0 : 1_000);
}
