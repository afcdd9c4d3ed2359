/** The first line of a comment of ours, by which its next version finds it. `key` tells several of one pull request apart. */
export function commentMarker(key = ""): string {
  const name = key.replace(/[^A-Za-z0-9_.]/g, "_");
  return `<!-- assay-report${name === "" ? "" : `:${name}`} -->`;
}
