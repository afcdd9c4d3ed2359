const cache = new Map<string, RegExp>();

/**
 * Whether the posix path `path` matches `glob`: `**`, `*`, `?`, `[...]` and `{a,b}`. Test files ask this, and a whole
 * glob library is too slow to load into each of them.
 */
export function matchesGlob(glob: string, path: string): boolean {
  let pattern = cache.get(glob);
  if (pattern === undefined) {
    pattern = new RegExp(`^${toPattern(glob.replace(/^\.\//, ""))}$`);
    cache.set(glob, pattern);
  }
  return pattern.test(path);
}

function toPattern(glob: string): string {
  let depth = 0;
  return glob.replace(/\*\*\/|\*\*|\*|\?|\[!?[^\]]*\]|[{},]|[^*?[{},]+|\[/g, (token) => {
    if (token === "**/") return "(?:.*/)?";
    if (token === "**") return ".*";
    if (token === "*") return "[^/]*";
    if (token === "?") return "[^/]";
    if (token === "{") return (depth++, "(?:");
    if (token === "}" && depth > 0) return (depth--, ")");
    if (token === "," && depth > 0) return "|";
    if (token.length > 1 && token.startsWith("[")) return token.replace(/^\[!/, "[^").replace(/\\/g, "\\\\");
    return token.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
}
