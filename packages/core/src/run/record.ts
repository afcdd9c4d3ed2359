/** An object without a prototype: names come from data, and `__proto__` is one. */
export function record<V>(entries: readonly (readonly [string, V])[]): { [name: string]: V } {
  const object: { [name: string]: V } = Object.create(null);
  for (const [name, value] of entries) object[name] = value;
  return object;
}
