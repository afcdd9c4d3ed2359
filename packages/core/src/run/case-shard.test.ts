import fc from "fast-check";
import { expect, test } from "vitest";
import { caseShard, isInShard, shardOfFile } from "./case-shard.ts";

test("reads index and count from the environment", () => {
  expect(caseShard({ ASSAY_SHARD: "2/4" })).toEqual({ index: 2, count: 4 });
  expect(caseShard({})).toBeUndefined();
});

test.each(["0/4", "5/4", "1", "a/b", "1/4/2", "-1/4"])("refuses %s", (text) => {
  expect(() => caseShard({ ASSAY_SHARD: text })).toThrow(/expected "<index>\/<count>"/);
});

const evals = { caseShard: { index: 1, count: 2 }, caseShardFiles: ["**/*.eval.test.ts", "evals/*.ts"] };

test.each(["a.eval.test.ts", "src/a.eval.test.ts", "evals/a.ts"])(
  "of %s a share of the cases is run",
  (file) => {
    expect(shardOfFile(evals, file)).toEqual(evals.caseShard);
  },
);

test("of a file that the globs do not name all cases are run", () => {
  expect(shardOfFile(evals, "a.test.ts")).toBeUndefined();
});

test("without globs the cases of every file are split", () => {
  expect(shardOfFile({ caseShard: { index: 1, count: 2 } }, "a.test.ts")).toEqual({ index: 1, count: 2 });
  expect(shardOfFile({}, "a.eval.test.ts")).toBeUndefined();
});

test("every id is in exactly one shard", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 20 }), (id, count) => {
      const shards = Array.from({ length: count }, (_, index) => isInShard(id, { index: index + 1, count }));
      return shards.filter(Boolean).length === 1;
    }),
  );
});
