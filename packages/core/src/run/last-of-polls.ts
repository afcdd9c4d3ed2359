import type { CheckRecord } from "./journal-line.ts";

/** The last check of a row that `expect.poll` repeated. */
export function lastOfPolls(checks: readonly CheckRecord[]): readonly CheckRecord[] {
  if (checks.length < 2) return checks;
  return checks.filter((check, index) => {
    const next = checks[index + 1];
    return !(check.polled === true && next?.polled === true && next.name === check.name);
  });
}
