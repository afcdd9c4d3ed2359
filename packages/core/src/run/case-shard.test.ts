import fc from "fast-check";
import { expect, test } from "vitest";
import { caseShard, isInShard } from "./case-shard.ts";

test("reads index and count from the environment", () => {
  expect(caseShard({ ASSAY_SHARD: "2/4" })).toEqual({ index: 2, count: 4 });
  expect(caseShard({})).toBeUndefined();
});

test.each(["0/4", "5/4", "1", "a/b", "1/4/2", "-1/4"])("refuses %s", (text) => {
  expect(() => caseShard({ ASSAY_SHARD: text })).toThrow(/expected "<index>\/<count>"/);
});

test("every id is in exactly one shard", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 20 }), (id, count) => {
      const shards = Array.from({ length: count }, (_, index) => isInShard(id, { index: index + 1, count }));
      return shards.filter(Boolean).length === 1;
    }),
  );
});
