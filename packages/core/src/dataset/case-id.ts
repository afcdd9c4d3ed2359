const longestId = 1024;

/** What is wrong with `id` as a case's id; `undefined` when nothing is. */
export function idProblem(id: string): string | undefined {
  if (id.trim() === "") return "is empty";
  if (Buffer.byteLength(id) > longestId) return `is longer than ${longestId} bytes`;
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(id))
    return "holds a line break or another control character";
  if (!id.isWellFormed()) return "holds half of a surrogate pair";
  return undefined;
}

/** Equal for ids that a person, a file system or a report could take for the same. */
export function twinKey(id: string): string {
  return id.normalize("NFC").toLowerCase().trim().replace(/\s+/g, " ");
}
