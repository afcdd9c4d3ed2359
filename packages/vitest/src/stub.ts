import type { Summary } from "@assay/core/run";
export function renderTerminal(summary: Summary, options: unknown): string { void options; return JSON.stringify({ gate: summary.gate, partitions: summary.partitions, cases: summary.cases.map((c) => [c.id, c.partition, c.status, c.cause, c.reason]) }, null, 1); }
export function renderMarkdown(summary: Summary): string { return JSON.stringify(summary.gate); }
