import { expect, test } from "vitest";
import { checkEvalOptions } from "./check-eval-options.ts";

const body = (): void => {};
const suite = (options: unknown, run: unknown = body): void => checkEvalOptions("suite", "s", options, run);
const one = (options: unknown, run: unknown = body): void => checkEvalOptions("case", "c", options, run);

test("takes every option that there is", () => {
  const shared = { timeout: 1, trials: 3, rule: "all", stopEarly: false, skip: undefined };
  const gate = { passRate: 1, minCases: 1, confidence: 0.9 };

  suite({ dataset: [], partitions: [], filter: body, gate, shard: undefined, ...shared });
  one({ partition: "golden", tags: [], metadata: {}, ...shared });
});

test.each<[() => void, string]>([
  [
    () => suite({ dataset: [], trails: 3 }),
    'Failed to define evals "s": there is no option "trails". Did you mean "trials"?',
  ],
  [
    () => suite({ dataset: [], gate: { passrate: 1 } }),
    'there is no option "gate.passrate". Did you mean "passRate"?',
  ],
  [
    () => suite({ dataset: [], partition: "golden" }),
    'there is no option "partition". Did you mean "partitions"?',
  ],
  [() => suite({ dataset: [], concurrency: 3 }), 'there is no option "concurrency". Known are dataset,'],
  [() => suite(undefined), "expected an object of options after the name, got undefined. Pass them."],
  [() => suite({ dataset: [] }, null), "expected a function after the options, got null."],
  [
    () => one({ partion: "golden" }),
    'Failed to define evals "c": there is no option "partion". Did you mean "partition"?',
  ],
  [() => one({}), 'its options name no partition. Write { partition: "golden" }, say.'],
  [() => one(body, undefined), "expected an object of options after the name, got a function"],
])("refuses what would be ignored (%#)", (define, message) => {
  expect(define).toThrow(
    expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(message) }),
  );
});
