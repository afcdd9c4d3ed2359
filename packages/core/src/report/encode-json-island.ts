/**
 * `value` as JSON for a script element of type `application/json`: no text in it can end the element, open a comment or
 * be read as markup, and `JSON.parse` gives the value back.
 */
export function encodeJsonIsland(value: unknown): string {
  return encodeJsonIslandText(JSON.stringify(value));
}

/** JSON, or a piece of it that ends outside of its texts. */
export function encodeJsonIslandText(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
