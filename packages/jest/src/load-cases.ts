import type { EvalCase } from "@assay/core";
import type { DescribeEvalOptions } from "@assay/core/adapter";

export function loadCases<Input, Expected>(
  options: DescribeEvalOptions<Input, Expected>,
  path: string,
): readonly EvalCase<Input, Expected>[] {
  // placeholder until dataset loading is there
  const rows = options.dataset as unknown as EvalCase<Input, Expected>[];
  void path;
  return rows.map((row) => ({ ...row, partition: row.partition ?? "unpartitioned", tags: row.tags ?? [], metadata: row.metadata ?? {} }));
}
