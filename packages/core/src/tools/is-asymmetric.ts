/** Whether `value` is an asymmetric matcher of either runner. */
export function isAsymmetric(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as { asymmetricMatch?: unknown }).asymmetricMatch === "function"
  );
}
