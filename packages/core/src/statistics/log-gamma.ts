// Lanczos approximation with g = 607/128 and 15 terms (P. Godfrey, 2001).
const g = 607 / 128;
const coefficients = [
  0.99999999999999709182, 57.156235665862923517, -59.597960355475491248, 14.136097974741747174,
  -0.49191381609762019978, 0.33994649984811888699e-4, 0.46523628927048575665e-4, -0.98374475304879564677e-4,
  0.15808870322491248884e-3, -0.21026444172410488319e-3, 0.2174396181152126432e-3, -0.16431810653676389022e-3,
  0.84418223983852743293e-4, -0.2619083840158140867e-4, 0.36899182659531625704e-5,
];
const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  let sum = coefficients[0] ?? 0;
  for (let term = 1; term < coefficients.length; term++) sum += (coefficients[term] ?? 0) / (x + term - 1);
  const base = x + g - 0.5;
  return (x - 0.5) * Math.log(base) - base + halfLogTwoPi + Math.log(sum);
}
