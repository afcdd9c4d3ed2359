/** One link target of a text. */
export interface FoundLink {
  /** As it stands in the text. */
  readonly target: string;
  /** In lower case, without the colon; "" for a target without one. */
  readonly scheme: string;
  /** In ASCII (punycode); "" where there is none. */
  readonly host: string;
}

/**
 * The links of a text: anything with a scheme and `//`, `www.` names, targets of Markdown links and images, definitions and
 * autolinks, and `href` and `src` of HTML. Paths without a host (`/help`, `#top`) are no links to anywhere else. A bare name
 * such as `example.com` is text: some applications link it all the same.
 */
export function findLinks(text: string): FoundLink[] {
  const targets = patterns.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ([, target]) => target ?? ""),
  );
  const links = [...new Set(targets.map(trimmed))].flatMap((target) => readLink(target));
  return links;
}

const patterns: readonly RegExp[] = [
  /(?<![\p{L}\p{N}])([a-z][a-z0-9+.-]{1,20}:[\\/]{2}[^\s<>"'`]{1,2000})/giu,
  /(?<![\p{L}\p{N}@./])(www\.[^\s<>"'`]{1,2000})/giu,
  /\]\(\s*<?([^\s)<>]{1,2000})/gu,
  /^ {0,3}\[[^\]\n]{1,200}\]:\s*<?([^\s<>]{1,2000})/gmu,
  /<([a-z][a-z0-9+.-]{1,20}:[^\s<>]{1,2000})>/giu,
  /\b(?:href|src|action)\s*=\s*["']?([^\s"'<>]{1,2000})/giu,
];

/** Punctuation that ends a sentence or closes a bracket is not of the link. */
function trimmed(target: string): string {
  const bare = target.replace(/[.,;:!?*_~\]}]+$/u, "");
  return bare.endsWith(")") && !bare.includes("(") ? bare.replace(/\)+[.,;:!?*_]*$/u, "") : bare;
}

function readLink(target: string): FoundLink[] {
  const written = /^www\./i.test(target)
    ? `http://${target}`
    : /^[\\/]{2}/.test(target)
      ? `http:${target}`
      : target;
  // A path, unless a colon comes first; a browser skips control characters before the scheme.
  if (!/^[^/?#\\]*:/.test(written)) return [];
  try {
    // WHATWG's parser is the browser's: it sees through `user@host`, backslashes, escapes and look-alike dots.
    const url = new URL(written);
    return [{ target, scheme: url.protocol.slice(0, -1), host: url.hostname }];
  } catch {
    return [{ target, scheme: "", host: "" }];
  }
}
