/** The cosine of the angle between two vectors of one length, from -1 to 1; NaN when one is zero. */
export function cosine(first: readonly number[], second: readonly number[]): number {
  // Scaled by their largest entries, so that no square overflows or vanishes.
  const [scaleA, scaleB] = [largest(first), largest(second)];
  let [product, squaresA, squaresB] = [0, 0, 0];
  first.forEach((value, index) => {
    const [a, b] = [value / scaleA, (second[index] ?? Number.NaN) / scaleB];
    product += a * b;
    squaresA += a * a;
    squaresB += b * b;
  });
  const value = product / (Math.sqrt(squaresA) * Math.sqrt(squaresB));
  // Rounding may carry it past its ends by an ulp.
  return Math.max(-1, Math.min(1, value));
}

function largest(vector: readonly number[]): number {
  return vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
