/** The path of the field `name` of the object at `path`: `address.city`, and `a."b c"` where a name is no identifier. */
export function keyPath(path: string, name: string): string {
  const key = /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name) ? name : JSON.stringify(name);
  return path === "" ? key : `${path}.${key}`;
}

/** The path of an item of the list at `path`: `lines[0]`. */
export function itemPath(path: string, index: number): string {
  return `${path}[${index}]`;
}

/** The path with every index left open: `lines[].price`. */
export function generalPath(path: string): string {
  return path.replace(/\[\d+\]/g, "[]");
}
