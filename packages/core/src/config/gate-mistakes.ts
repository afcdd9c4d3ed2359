import { showPath } from "../dataset/json-path.ts";
import { blockingPartitions, isLooseRule, isTrialRule } from "../run/trial-rule.ts";
import { isObject } from "./config-schema.ts";

/** Settings that are sound by themselves and make no sense where they stand. */
export function gateMistakes(config: unknown): string[] {
  const partitions = isObject(config) ? config["partitions"] : undefined;
  if (!isObject(partitions)) return [];
  return Object.entries(partitions).flatMap(([name, settings]) =>
    isObject(settings) ? [...loosened(name, settings), ...unreachable(name, settings)] : [],
  );
}

type Settings = { readonly [key: string]: unknown };

/** Misses in golden and regression always block: a configuration cannot take that away. */
function loosened(name: string, { passRate, advisory, trials, rule }: Settings): string[] {
  if (!blockingPartitions.has(name)) return [];
  const own = "Remove it, or use a partition of your own for cases that may miss.";
  const always = `but misses in ${name} always block.`;
  return [
    ...(typeof passRate === "number" && passRate >= 0 && passRate < 1
      ? [`${showPath(["partitions", name, "passRate"])} is ${passRate}, ${always} ${own}`]
      : []),
    ...(advisory === true ? [`${showPath(["partitions", name, "advisory"])} is true, ${always} ${own}`] : []),
    ...(trials !== 1 && rule !== undefined && isTrialRule(rule) && isLooseRule(rule)
      ? [
          `${showPath(["partitions", name, "rule"])} is ${JSON.stringify(rule)}, ${always} Use "majority", "all" or a share above 0.5.`,
        ]
      : []),
  ];
}

/** The exact lower bound of a rate is below 1 whatever the cases say. */
function unreachable(name: string, { passRate, confidence }: Settings): string[] {
  if (typeof confidence !== "number" || typeof passRate !== "number" || passRate < 1) return [];
  return [
    `${showPath(["partitions", name, "confidence"])} asks for proof that the true rate is 100 %, which no number of cases gives. Remove it, or set passRate below 1.`,
  ];
}
