/** Holm's step-down adjustment (1979): controls the chance of any false alarm. For declared gates. */
export function holm(pValues: readonly number[]): number[] {
  const order = ascending(pValues);
  const adjusted = Array.from(pValues);
  let running = 0;
  order.forEach((index, rank) => {
    running = Math.max(running, (pValues.length - rank) * (pValues[index] ?? 1));
    adjusted[index] = Math.min(1, running);
  });
  return adjusted;
}

/** Benjamini and Hochberg's adjustment (1995): controls the share of false alarms. For exploration. */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = ascending(pValues).reverse();
  const adjusted = Array.from(pValues);
  let running = 1;
  order.forEach((index, fromLast) => {
    const rank = pValues.length - fromLast;
    running = Math.min(running, ((pValues[index] ?? 1) * pValues.length) / rank);
    adjusted[index] = running;
  });
  return adjusted;
}

function ascending(values: readonly number[]): number[] {
  return values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
}
