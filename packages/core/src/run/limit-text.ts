/** A sum of dollars: `$0.51`, `$5`. */
export function costText(costUsd: number): string {
  return `$${costUsd < 1 ? Number(costUsd.toPrecision(2)) : Number(costUsd.toFixed(2))}`;
}

/** A wall time: `340 ms`, `12.5 s`, `6 min`, `6 min 5 s`. */
export function wallText(wallMs: number): string {
  if (wallMs < 1_000) return `${Math.round(wallMs)} ms`;
  if (wallMs < 60_000) return `${Number((wallMs / 1_000).toFixed(1))} s`;
  const seconds = Math.round(wallMs / 1_000);
  const rest = seconds % 60;
  return `${Math.floor(seconds / 60)} min${rest === 0 ? "" : ` ${rest} s`}`;
}

/** A bound that is claimed, in percent with one decimal. */
export function boundText(low: number): string {
  return `${Math.min(99.9, Math.round(low * 1_000) / 10)} %`;
}
