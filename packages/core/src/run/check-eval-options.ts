import { describeKind } from "../errors/describe-kind.ts";
import { didYouMean } from "../errors/did-you-mean.ts";
import { EvalError } from "../errors/eval-error.ts";
import { showName } from "../errors/show-value.ts";
import type { DescribeEvalOptions } from "./plan-suite.ts";
import type { SuiteGate } from "./suite-gate.ts";

const shared = { timeout: true, trials: true, rule: true, stopEarly: true, skip: true } as const;
const suite = {
  dataset: true,
  partitions: true,
  filter: true,
  gate: true,
  shard: true,
  ...shared,
} satisfies Names<DescribeEvalOptions>;
const gate = { passRate: true, minCases: true, confidence: true } satisfies Names<SuiteGate>;
const known: { readonly [kind in "suite" | "case"]: readonly string[] } = {
  suite: Object.keys(suite),
  case: Object.keys({ partition: true, tags: true, metadata: true, ...shared }),
};
const knownOfGate: readonly string[] = Object.keys(gate);

/** Every option, so that none is forgotten here. */
type Names<Options> = { readonly [name in keyof Options]-?: true };

/**
 * Refuses what `describeEval` ("suite") and `evalTest` ("case") do not know: trials or a gate that are misspelt would never be
 * asked for.
 *
 * @throws EvalError (CONFIG_INVALID).
 */
export function checkEvalOptions(
  kind: "suite" | "case",
  name: string,
  options: unknown,
  body: unknown,
): void {
  const refuse = (problem: string): EvalError =>
    new EvalError(`Failed to define evals "${showName(name)}": ${problem}`, { code: "CONFIG_INVALID" });
  if (typeof options !== "object" || options === null)
    throw refuse(`expected an object of options after the name, got ${describeKind(options)}. Pass them.`);
  const unknown = unknownOf(options, known[kind], "") ?? unknownOf(gateOf(options), knownOfGate, "gate.");
  if (unknown !== undefined) throw refuse(unknown);
  if (kind === "case" && typeof (options as { readonly partition?: unknown }).partition !== "string")
    throw refuse('its options name no partition. Write { partition: "golden" }, say.');
  if (typeof body !== "function")
    throw refuse(
      `expected a function after the options, got ${describeKind(body)}. Pass what runs the case.`,
    );
}

function gateOf(options: object): object {
  const gate = (options as { readonly gate?: unknown }).gate;
  return typeof gate === "object" && gate !== null ? gate : {};
}

function unknownOf(options: object, names: readonly string[], place: string): string | undefined {
  const found = Object.keys(options).find((name) => !names.includes(name));
  if (found === undefined) return undefined;
  const hint = didYouMean(found, names);
  return `there is no option "${place}${showName(found)}".${hint === "" ? ` Known are ${names.join(", ")}.` : hint}`;
}
