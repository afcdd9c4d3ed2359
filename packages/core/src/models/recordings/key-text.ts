/** Why a value has no text of its own: two different ones would have the same. */
export class KeyProblem extends Error {
  override readonly name: string = "KeyProblem";
}

const deepest = 100;

/**
 * `value` as JSON with the keys of every object in code-unit order: equal values have equal texts and different values
 * different ones. What JSON would bend into something else (NaN, undefined, a Map, half of a surrogate pair) is refused.
 *
 * @throws KeyProblem that names the place.
 */
export function keyText(value: unknown, path = "the request", depth = 0): string {
  if (depth > deepest) throw new KeyProblem(`${path} is nested deeper than ${deepest} levels`);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return textOf(value, path);
  if (typeof value === "number") {
    if (Number.isFinite(value)) return JSON.stringify(value);
    throw new KeyProblem(`${path} is ${value}, which JSON cannot say`);
  }
  if (Array.isArray(value))
    return `[${Array.from(value, (item, index) => keyText(item, `${path}[${index}]`, depth + 1)).join(",")}]`;
  if (typeof value === "object") return objectOf(value, path, depth);
  throw new KeyProblem(`${path} is ${value === undefined ? "undefined" : `a ${typeof value}`}`);
}

function textOf(value: string, path: string): string {
  if (value.isWellFormed()) return JSON.stringify(value);
  throw new KeyProblem(`${path} holds half of a surrogate pair`);
}

function objectOf(value: object, path: string, depth: number): string {
  if (!isPlain(value)) throw new KeyProblem(`${path} is a ${nameOf(value)} and no plain object`);
  const fields = Object.keys(value).sort();
  if (fields.includes("__proto__")) throw new KeyProblem(`${path} has a field "__proto__"`);
  const texts = fields.map((field) => {
    const inner = keyText(
      (value as { readonly [field: string]: unknown })[field],
      `${path}.${field}`,
      depth + 1,
    );
    return `${textOf(field, `a field's name in ${path}`)}:${inner}`;
  });
  return `{${texts.join(",")}}`;
}

/** Also of another realm: Jest's configuration is loaded outside of its sandbox. */
function isPlain(value: object): boolean {
  if (Object.prototype.toString.call(value) !== "[object Object]") return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function nameOf(value: object): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
