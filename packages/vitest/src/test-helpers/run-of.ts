import type { Summary, SummaryCase } from "@assay/core/run";
import { expect } from "vitest";
import type { FinishedProject } from "../../../../fixtures/run-project.ts";

/** The summary of a finished runner's newest run, after checking that it accounts for every declared case. */
export function summaryOf(finished: FinishedProject): Summary {
  expect(finished.summary, `${finished.stdout}\n${finished.stderr}`).toBeDefined();
  const summary = finished.summary as Summary;
  expectAccounted(summary);
  return summary;
}

/** `declared` = `pass` + `fail` + `inconclusive` + `error` + `notRun`, in every partition and over all of them. */
export function expectAccounted({ partitions, cases }: Summary): void {
  let declared = 0;
  for (const counts of Object.values(partitions)) {
    const { pass, fail, inconclusive, error, notRun } = counts;
    expect(pass + fail + inconclusive + error + notRun).toBe(counts.declared);
    declared += counts.declared;
  }
  expect(cases).toHaveLength(declared);
}

/** `id` -> `status` or `status (cause)`, of all cases or of those that `include` picks. */
export function statuses(
  summary: Summary,
  include: (one: SummaryCase) => boolean = () => true,
): Record<string, string> {
  return Object.fromEntries(
    summary.cases
      .filter(include)
      .map(({ id, status, cause }) => [id, cause === undefined ? status : `${status} (${cause})`]),
  );
}

/** Codes of the gate's reasons that speak against a pass. */
export function reasonCodes({ gate }: Summary): readonly string[] {
  return [...new Set(gate.reasons.filter(({ effect }) => effect !== "note").map(({ code }) => code))];
}

/** A runner's output without what differs from run to run: places, times, versions. */
export function normalized(text: string, directory: string): string {
  return text
    .replaceAll(directory, "<root>")
    .replace(/ +(p50|p95)\b/g, "  $1")
    .replace(/ +[\d.,]+ ?m?s(?= |$)/gm, "  <time>")
    .replace(/^ *Start at .*\n/gm, "")
    .replace(/^ *Duration .*\n/gm, "")
    .replace(/[ \t]+$/gm, "")
    .replace(/run \d{8}T\d{9}Z-[0-9a-f]{6}/g, "run <id>")
    .replace(/(vitest |RUN {2}v)\d+\.\d+\.\d+/g, "$1<version>")
    .trim();
}
