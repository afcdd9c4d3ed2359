import { expect, test } from "vitest";
import { loadDatasetSync } from "./load-dataset-sync.ts";
import { partitionCounts } from "./partition-counts.ts";

test("counts the known partitions first, also when empty, then the others by name", () => {
  const rows = ["smoke", "adversarial", "__proto__", "adversarial", undefined].map((partition, index) => ({
    id: `c${index}`,
    input: 1,
    ...(partition !== undefined && { partition }),
  }));
  const { cases } = loadDatasetSync(rows, { partitions: ["smoke", "__proto__"] });

  expect([...partitionCounts(cases)]).toEqual([
    ["golden", 0],
    ["regression", 0],
    ["adversarial", 2],
    ["distribution", 0],
    ["__proto__", 1],
    ["smoke", 1],
    ["unpartitioned", 1],
  ]);
});
