/** `names` without those that are the same person by another spelling: case, spaces, Unicode form, invisible characters. */
export function distinctReviewers(names: readonly string[]): string[] {
  return [...new Set(names.map(normalizeReviewer))].filter((name) => name !== "");
}

/** A reviewer's name as it is compared. */
export function normalizeReviewer(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .trim()
    .replace(/\s+/g, " ")
    .toLowerCase();
}
