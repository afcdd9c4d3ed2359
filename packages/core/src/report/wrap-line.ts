/**
 * `text` in one paragraph, wrapped at words to `width`, at most `lines` lines; a cut ends in the length of the whole.
 * Encode each line afterwards: wrapping can put any word at the start of a line.
 */
export function wrapLine(text: string, width: number, lines: number): string[] {
  const whole = text.replace(/\s+/g, " ").trim();
  const wrapped: string[] = [];
  let rest = whole;
  while (rest !== "" && wrapped.length < lines) {
    const line = takeLine(rest, Math.max(10, width));
    wrapped.push(line.trimEnd());
    rest = rest.slice(line.length).trimStart();
  }
  if (rest === "") return wrapped;
  const mark = ` ... (${whole.length} characters)`;
  const last = wrapped.pop() ?? "";
  const room = Math.max(10, width) - mark.length;
  return [...wrapped, `${last.slice(0, Math.max(1, room)).trimEnd().toWellFormed()}${mark}`];
}

function takeLine(text: string, width: number): string {
  if (text.length <= width) return text;
  let space = text.lastIndexOf(" ", width);
  // A number stays with its sign.
  if (text.startsWith(" %", space)) space = text.lastIndexOf(" ", space - 1);
  return text.slice(0, space > width / 2 ? space : width);
}
