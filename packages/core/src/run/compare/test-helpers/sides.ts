import type { Baseline, BaselineCase, BaselineCheck } from "../../baseline/baseline.ts";
import type { CaseStatus } from "../../outcome.ts";

/** One side of a comparison over these cases. */
export function side(cases: readonly BaselineCase[], fields: Partial<Baseline> = {}): Baseline {
  const partitions = [...new Set(cases.map(({ partition }) => partition))];
  return {
    schema: "assay.baseline/1",
    runId: "20261121T024612123Z-3f9a1c",
    startedAt: "2026-11-21T02:46:12.123Z",
    runner: { name: "vitest", version: "4.1.12" },
    sealed: true,
    datasets: [],
    partitions: Object.fromEntries(partitions.map((name) => [name, { threshold: 0.9 }])),
    judges: {},
    cases,
    ...fields,
  };
}

export function sideCase(
  id: string,
  status: CaseStatus = "pass",
  fields: Partial<BaselineCase> = {},
): BaselineCase {
  return {
    id,
    file: "src/a.eval.test.ts",
    test: `suite > ${id}`,
    partition: "distribution",
    fingerprint: `row of ${id}`,
    status,
    ...fields,
  };
}

/** Cases of which the first `broken` fail in the head only, the next `mended` in the base only, and the others never. */
export function flipped(
  broken: number,
  mended: number,
  total: number,
  fields: Partial<BaselineCase> = {},
): { readonly base: BaselineCase[]; readonly head: BaselineCase[] } {
  const ids = Array.from({ length: total }, (_, index) => `case ${index}`);
  return {
    base: ids.map((id, index) =>
      sideCase(id, index >= broken && index < broken + mended ? "fail" : "pass", fields),
    ),
    head: ids.map((id, index) => sideCase(id, index < broken ? "fail" : "pass", fields)),
  };
}

/** Cases that pass with these scores. */
export function scored(scores: readonly number[], fields: Partial<BaselineCheck> = {}): BaselineCase[] {
  return scores.map((score, index) =>
    sideCase(`case ${index}`, "pass", { checks: [{ name: "toScoreAtLeast", score, ...fields }] }),
  );
}
