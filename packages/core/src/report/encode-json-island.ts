/**
 * `value` as JSON for a script element of type `application/json`: no text in it can end the element, open a comment or
 * be read as markup, and `JSON.parse` gives the value back.
 */
export function encodeJsonIsland(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
