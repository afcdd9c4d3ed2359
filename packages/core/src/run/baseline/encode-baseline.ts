import type { Baseline } from "./baseline.ts";

/**
 * A baseline as text, in pieces: one line per case, so that a change of one case is a change of one line. Equal baselines
 * give equal bytes.
 */
export function* encodeBaseline(baseline: Baseline): Generator<string, void, undefined> {
  const { schema, runId, startedAt, runner, sealed, forced, datasets, partitions, judges, cases } = baseline;
  yield "{\n";
  for (const [name, value] of Object.entries({ schema, runId, startedAt, runner, sealed, forced })) {
    if (value !== undefined) yield `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`;
  }
  yield `  "datasets": [${lines(datasets.map((one) => JSON.stringify(one)))}],\n`;
  yield `  "partitions": {${lines(entries(partitions))}},\n`;
  yield `  "judges": {${lines(entries(judges))}},\n`;
  yield '  "cases": [\n';
  for (const [index, one] of cases.entries()) {
    yield `    ${JSON.stringify(one)}${index < cases.length - 1 ? "," : ""}\n`;
  }
  yield "  ]\n}\n";
}

function entries(object: { readonly [name: string]: unknown }): string[] {
  return Object.entries(object).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
}

function lines(items: readonly string[]): string {
  return items.length === 0 ? "" : `\n${items.map((item) => `    ${item}`).join(",\n")}\n  `;
}
