/** `text` in one line, cut to `length` with the length of the whole. Not encoded. */
export function cutLine(text: string, length: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= length
    ? line
    : `${line.slice(0, length).toWellFormed()} ... (${line.length} characters)`;
}
