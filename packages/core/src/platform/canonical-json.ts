/** `value` as JSON with the keys of every object in code-unit order: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, sortKeys) ?? "null";
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const sorted: { [key: string]: unknown } = Object.create(null);
  for (const key of Object.keys(value).sort()) sorted[key] = (value as { [key: string]: unknown })[key];
  return sorted;
}
