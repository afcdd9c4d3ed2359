import type { CheckRecord } from "./journal-line.ts";

/** The last check of each row that `expect.poll` repeated: it repeats what did not pass, and a pass is the end of a row. */
export function lastOfPolls(checks: readonly CheckRecord[]): readonly CheckRecord[] {
  if (checks.length < 2) return checks;
  return checks.filter((check, index) => {
    const next = checks[index + 1];
    if (check.polled !== true || check.outcome === "pass") return true;
    return !(next?.polled === true && next.name === check.name);
  });
}
