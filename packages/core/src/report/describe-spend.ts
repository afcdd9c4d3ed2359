import type { PartitionSummary, TokenCount } from "../run/summary.ts";
import { formatCost, formatTokens } from "./format-numbers.ts";

type Spent = Pick<PartitionSummary, "costUsd" | "tokens">;

export interface DescribeSpendOptions {
  /** Whether some verdict has no price: the sum is then a least one. */
  readonly atLeast?: boolean;
}

/** What partitions spent, the judges' part and the application's: `judges $0.42 for 15.2k tokens`; empty where nothing is known. */
export function describeSpend(
  partitions: readonly Spent[],
  { atLeast = false }: DescribeSpendOptions = {},
): readonly string[] {
  const costUsd = partitions.reduce((sum, partition) => sum + (partition.costUsd ?? 0), 0);
  const judge = sumOf(partitions.map(({ tokens }) => tokens?.judge));
  const application = sumOf(partitions.map(({ tokens }) => tokens?.application));
  const cost = costUsd > 0 ? `${atLeast ? "at least " : ""}${formatCost(costUsd)}` : "";
  const judges = [cost, judge > 0 ? formatTokens(judge) : ""].filter((part) => part !== "").join(" for ");
  return [
    ...(judges === "" ? [] : [`judges ${judges}`]),
    ...(application > 0 ? [`application ${formatTokens(application)}`] : []),
  ];
}

function sumOf(counts: readonly (TokenCount | undefined)[]): number {
  return counts.reduce((sum, count) => sum + (count?.input ?? 0) + (count?.output ?? 0), 0);
}
