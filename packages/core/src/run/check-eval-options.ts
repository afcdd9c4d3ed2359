import { describeKind } from "../errors/describe-kind.ts";
import { didYouMean } from "../errors/did-you-mean.ts";
import { EvalError } from "../errors/eval-error.ts";
import { showName } from "../errors/show-value.ts";

const shared = ["timeout", "trials", "rule", "stopEarly", "skip"];
const known: { readonly [kind in "suite" | "case"]: readonly string[] } = {
  suite: ["dataset", "partitions", "filter", "gate", "shard", ...shared],
  case: ["partition", "tags", "metadata", ...shared],
};
const knownOfGate = ["passRate", "minCases", "confidence"];

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
