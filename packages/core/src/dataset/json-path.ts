import { showValue } from "../errors/show-value.ts";

export type JsonPath = readonly (string | number)[];

/** A path as code would write it: `metadata.persona`, `input.messages[2]["a b"]`. Empty for the root. */
export function showPath(path: JsonPath): string {
  return path.slice(0, 12).map(showStep).join("") + (path.length > 12 ? "…" : "");
}

function showStep(step: string | number, index: number): string {
  if (typeof step === "number") return `[${step}]`;
  if (/^[A-Za-z_$][\w$]{0,60}$/.test(step)) return index === 0 ? step : `.${step}`;
  return `[${showValue(step)}]`;
}
