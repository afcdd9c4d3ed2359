import type { PartitionSummary, Summary } from "../run/summary.ts";
import { encodeMetricLabel } from "./encode-metric-label.ts";
import { formatSum } from "./format-numbers.ts";

interface Family {
  readonly name: string;
  readonly help: string;
  readonly value: (row: PartitionSummary) => number | undefined;
}

const families: readonly Family[] = [
  { name: "pass_rate", help: "Share of declared cases that passed.", value: (row) => row.passRate },
  {
    name: "pass_rate_low",
    help: "Lower bound of the pass rate: Wilson interval at 95 %.",
    value: (row) => row.interval.low,
  },
  {
    name: "pass_rate_high",
    help: "Upper bound of the pass rate: Wilson interval at 95 %.",
    value: (row) => row.interval.high,
  },
  { name: "threshold", help: "Pass rate that the gate asks for.", value: (row) => row.threshold },
  { name: "passed", help: "1 when the gate passes.", value: (row) => Number(row.verdict === "pass") },
  { name: "cost_usd", help: "What the judges cost.", value: (row) => row.costUsd },
  {
    name: "latency_p50_seconds",
    help: "Median time of a case.",
    value: (row) => seconds(row.latencyMs?.p50),
  },
  { name: "latency_p95_seconds", help: "95th percentile.", value: (row) => seconds(row.latencyMs?.p95) },
];

const statuses = [
  ["pass", (row) => row.pass],
  ["fail", (row) => row.fail],
  ["inconclusive", (row) => row.inconclusive],
  ["error", (row) => row.error],
  ["not-run", (row) => row.notRun],
] as const satisfies readonly (readonly [string, (row: PartitionSummary) => number])[];

/**
 * Rates, counts, cost and latency per partition in the text format of OpenMetrics, as GitLab's metrics report reads it.
 *
 * @example
 * ```ts
 * writeFileSync("metrics.txt", renderMetrics(summary));
 * ```
 */
export function renderMetrics({ gate, partitions }: Summary): string {
  const rows = Object.entries(partitions).map(
    ([name, row]) => [`partition="${encodeMetricLabel(name)}"`, row] as const,
  );
  const lines = families.flatMap(({ name, help, value }) => {
    const samples = rows.flatMap(([label, row]) => {
      const number = value(row);
      return number === undefined
        ? []
        : [`assay_${name}{${label}} ${name === "cost_usd" ? formatSum(number) : number}`];
    });
    return samples.length === 0 ? [] : [...header(name, help), ...samples];
  });
  const counts = rows.flatMap(([label, row]) =>
    statuses.map(([status, count]) => `assay_cases{${label},status="${status}"} ${count(row)}`),
  );
  return `${[
    ...header("gate_passed", "1 when the gate of the run passes."),
    `assay_gate_passed ${Number(gate.verdict === "pass")}`,
    ...lines,
    ...(counts.length === 0 ? [] : [...header("cases", "Cases by status."), ...counts]),
    "# EOF",
  ].join("\n")}\n`;
}

function header(name: string, help: string): string[] {
  return [`# TYPE assay_${name} gauge`, `# HELP assay_${name} ${help}`];
}

function seconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}
