/** Made by `{}`, `Object.create(null)` or JSON: an object without a class, also one of another realm (Jest's sandbox). */
export function isPlainObject(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype === null) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, "hasOwnProperty");
}
