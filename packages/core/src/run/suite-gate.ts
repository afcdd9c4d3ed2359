import { EvalError } from "../errors/eval-error.ts";
import type { CaseResult } from "./run-case.ts";

/** The bounds of design and gate alike: low = passed/declared, high = (passed + undecided)/declared. */
export function suiteGateError(
  suite: string,
  passRate: number,
  declared: number,
  results: ReadonlyMap<string, CaseResult>,
): EvalError | undefined {
  const statuses = [...results.values()].map(({ status }) => status);
  const passed = statuses.filter((status) => status === "pass").length;
  const failed = statuses.filter((status) => status === "fail").length;
  const notRun = declared - statuses.length + statuses.filter((status) => status === "not-run").length;
  if (declared > 0 && passed >= passRate * declared - 1e-9) return undefined;
  const counts = `${passed} of ${declared} passed, ${failed} failed, ${declared - passed - failed - notRun} without a verdict, ${notRun} not run; ${passRate * 100} % must pass`;
  if (declared - failed < passRate * declared - 1e-9) {
    const missed = [...results].filter(([, { status }]) => status === "fail").map(([id]) => id);
    return new EvalError(
      `Failed to pass the gate of "${suite}": ${counts}. Failed: ${missed.slice(0, 20).join(", ")}${missed.length > 20 ? ` and ${missed.length - 20} more` : ""}.`,
      { code: "GATE_FAILED", outcome: "fail" },
    );
  }
  if (notRun > 0 && declared > 0) return undefined;
  return new EvalError(
    `Failed to decide the gate of "${suite}": ${counts}. Run the cases without a verdict again.`,
    {
      code: "GATE_INCONCLUSIVE",
      outcome: "inconclusive",
    },
  );
}
