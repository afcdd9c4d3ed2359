import { expect, test } from "vitest";
import { mergeRunnerInfo, namedConfig } from "./runner-info.ts";

const found = /^vitest\.config\.\w+$/;

test("a configuration that the runner finds in the root needs no name", () => {
  expect(namedConfig("/app", "/app/vitest.config.ts", found)).toBeUndefined();
  expect(namedConfig("/app", "vitest.config.ts", found)).toBeUndefined();
});

test("any other one is named from the root", () => {
  expect(namedConfig("/app", "/app/vitest.evals.config.ts", found)).toBe("vitest.evals.config.ts");
  expect(namedConfig("/app", "/app/config/vitest.config.ts", found)).toBe("config/vitest.config.ts");
  expect(namedConfig("/app/evals", "/app/vitest.config.ts", found)).toBe("../vitest.config.ts");
});

test("shards of one runner keep what all of them were started with", () => {
  const shard = { name: "vitest", version: "4.1.12", config: "evals.ts" };

  expect(mergeRunnerInfo([shard, shard])).toEqual(shard);
  expect(mergeRunnerInfo([shard, { name: "vitest", version: "4.1.12" }])).toEqual({
    name: "vitest",
    version: "4.1.12",
  });
});

test("two runners are told in one order", () => {
  const runners = [
    { name: "vitest", version: "4.1.12" },
    { name: "jest", version: "30.5.2", nodeOptions: "--experimental-vm-modules" },
  ];

  expect(mergeRunnerInfo(runners)).toEqual({ name: "jest + vitest", version: "30.5.2 + 4.1.12" });
  expect(mergeRunnerInfo(runners.toReversed())).toEqual(mergeRunnerInfo(runners));
});
