/** What stands where nothing does: a value may be `undefined`. */
export const absent: unique symbol = Symbol("absent");

export type Fields = { readonly [name: string]: unknown };

/** Whether `value` is made of named fields that can be compared one by one. */
export function isPlain(value: unknown): value is Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value) || isAsymmetric(value))
    return false;
  // A sandbox has an Object.prototype of its own: by shape, not by identity.
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** An asymmetric matcher of either runner is compared whole, whatever its prototype. */
export function isAsymmetric(value: unknown): boolean {
  return typeof (Object(value) as { asymmetricMatch?: unknown }).asymmetricMatch === "function";
}

/** Whether `value` is an object of any kind but a list. */
export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether nothing stands there. */
export function isAbsent(value: unknown): boolean {
  return value === absent || value === undefined;
}

/** The kind of a value, for people. */
export function kindOf(value: unknown): string {
  if (isAbsent(value)) return "absent";
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
