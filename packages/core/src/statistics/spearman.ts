import { mean } from "./mean-variance.ts";

/** Spearman's rank correlation with mean ranks for ties, from -1 to 1; NaN when one list is constant. */
export function spearman(first: readonly number[], second: readonly number[]): number {
  return correlation(ranks(first), ranks(second));
}

function correlation(first: readonly number[], second: readonly number[]): number {
  const [a, b] = [mean(first), mean(second)];
  let [products, squaresA, squaresB] = [0, 0, 0];
  first.forEach((value, index) => {
    const [x, y] = [value - a, (second[index] ?? Number.NaN) - b];
    products += x * y;
    squaresA += x * x;
    squaresB += y * y;
  });
  return products / Math.sqrt(squaresA * squaresB);
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranked = Array.from(values);
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end + 1 < order.length && values[order[end + 1] ?? 0] === values[order[start] ?? 0]) end++;
    for (let place = start; place <= end; place++) ranked[order[place] ?? 0] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return ranked;
}
