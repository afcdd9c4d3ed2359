import fc from "fast-check";
import { expect, test } from "vitest";
import { caseShard, isInShard, runShard } from "./case-shard.ts";

test("reads index and count from the environment", () => {
  expect(caseShard({ ASSAY_SHARD: "2/4" })).toEqual({ index: 2, count: 4 });
  expect(caseShard({})).toBeUndefined();
});

test.each(["0/4", "5/4", "1", "a/b", "1/4/2", "-1/4"])("refuses %s", (text) => {
  expect(() => caseShard({ ASSAY_SHARD: text })).toThrow(/expected "<index>\/<count>"/);
});

test("a run's share is the runner's shard, the environment's, or their product", () => {
  const half = { index: 2, count: 2 };

  expect(runShard(undefined, {})).toBeUndefined();
  expect(runShard(half, {})).toEqual(half);
  expect(runShard(undefined, { ASSAY_SHARD: "1/3" })).toEqual({ index: 1, count: 3 });
  expect(runShard(half, { ASSAY_SHARD: "1/3" })).toEqual({ index: 4, count: 6 });
});

test("every id is in exactly one shard", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 20 }), (id, count) => {
      const shards = Array.from({ length: count }, (_, index) => isInShard(id, { index: index + 1, count }));
      return shards.filter(Boolean).length === 1;
    }),
  );
});
