import type { z as Zod } from "zod";
import { isTrialRule, mostTrials, trialRuleMust, trialsMust } from "../run/trial-rule.ts";

const rate = "must be a number from 0 to 1";
const flag = "must be true or false";
const cases = "must be a whole number from 1 to 1,000,000,000";
const level = "must be a level above 0 and below 1, such as 0.95";
const cost = "must be a sum in US dollars from 0";
const wall = "must be a whole number of milliseconds from 1";

/** What `partitions` may say of one partition, in the order in which suggestions list it. */
export const partitionSettingNames: readonly string[] = [
  "passRate",
  "trials",
  "rule",
  "stopEarly",
  "minCases",
  "confidence",
  "maxInconclusive",
  "maxCostUsd",
  "maxWall",
  "checks",
  "dimensions",
  "advisory",
];

/** What `gate` may say of the whole run. */
export const gateSettingNames: readonly string[] = [
  "maxCostUsd",
  "maxWall",
  "regression",
  "baseline",
  "requireChecks",
];

/** The schema of one partition's settings. Each `error` says what the value must be. */
export function partitionSchema(z: typeof Zod): Zod.ZodType {
  const share = z.number(rate).min(0, rate).max(1, rate);
  const shares = (what: string): Zod.ZodType => z.record(z.string(), share, what);
  return z.strictObject(
    {
      passRate: share,
      trials: z.int(trialsMust).min(1, trialsMust).max(mostTrials, trialsMust).optional(),
      rule: z.custom(isTrialRule, trialRuleMust).optional(),
      stopEarly: z.boolean(flag).optional(),
      minCases: z.int(cases).min(1, cases).max(1e9, cases).optional(),
      confidence: z.number(level).gt(0, level).lt(1, level).optional(),
      maxInconclusive: share.optional(),
      ...limits(z),
      checks: shares('must be an object like { toCallTool: 0.95, "toPassJudge:tone": 0.9 }').optional(),
      dimensions: z
        .record(
          z.string(),
          shares("must be an object like { expert: 0.9 }"),
          "must be an object like { persona: { expert: 0.9 } }",
        )
        .optional(),
      advisory: z.boolean(flag).optional(),
    },
    "must be an object like { passRate: 0.9 }",
  );
}

/** The schema of `gate`. */
export function gateSchema(z: typeof Zod): Zod.ZodType {
  const regression = 'must be "block" or "warn"';
  const baseline = "must be the path of a file";
  const requireChecks = 'must be "warn", "block" or "off"';
  return z.strictObject(
    {
      ...limits(z),
      regression: z.enum(["block", "warn"], regression).optional(),
      baseline: z.string(baseline).min(1, baseline).optional(),
      requireChecks: z.enum(["warn", "block", "off"], requireChecks).optional(),
    },
    "must be an object like { maxCostUsd: 5 }",
  );
}

function limits(z: typeof Zod): { readonly maxCostUsd: Zod.ZodType; readonly maxWall: Zod.ZodType } {
  return {
    maxCostUsd: z.number(cost).min(0, cost).optional(),
    maxWall: z.int(wall).min(1, wall).optional(),
  };
}
