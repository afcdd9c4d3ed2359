const mask = "[redacted]";

/**
 * Shapes of keys that may stand in a provider's text: prefixes of well-known issuers, bearer tokens, JSON Web Tokens. What
 * several starts could run through is bounded: the text may be one word of a million letters.
 */
const shapes: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=*-]{8,}/gi, `$1 ${mask}`],
  [/\b(?:sk|pk|rk)-[\w*.-]{6,}/g, mask],
  [/\b(?:gsk|xai|hf|ghp|gho|ghs|ghu|glpat|r8|nvapi|pplx|fw|csk|xox[abprs])[-_][\w*-]{10,}/g, mask],
  [/\bgithub_pat_\w{10,}/g, mask],
  [/\bAIza[\w*-]{10,}/g, mask],
  [/\b(?:AKIA|ASIA)[A-Z0-9*]{10,}/g, mask],
  [/\beyJ[\w-]{8,500}\.[\w-]{4,}\.[\w-]*/g, mask],
  [/([a-z][a-z0-9+.-]{0,30}:\/\/)[^/\s@"'<>]+@/gi, `$1${mask}@`],
  [
    /([?&;][\w.-]{0,100}(?:key|token|secret|signature|password|sig|code|credential)[\w.-]{0,100}=)[^&\s"'<>#]+/gi,
    `$1${mask}`,
  ],
  [
    /((?:api[-_ ]?key|authorization|access[-_ ]?token|client[-_ ]?secret|password)["']?\s*[:=]\s*["']?)(?!\[redacted\])[^\s"',;}]{6,}/gi,
    `$1${mask}`,
  ],
];

/**
 * Returns `text` without keys: every one of `known`, in clear, percent-encoded, JSON-escaped or in base64, and everything
 * that looks like one. For any text that a provider or the network layer wrote, before it goes into an error.
 *
 * @example
 * ```ts
 * redactSecrets("Incorrect API key provided: sk-abc123def456.", []); // "Incorrect API key provided: [redacted]"
 * ```
 */
export function redactSecrets(text: string, known: readonly string[]): string {
  let redacted = text;
  for (const secret of known.flatMap(spellings).toSorted((a, b) => b.length - a.length)) {
    redacted = redacted.replaceAll(secret, mask);
  }
  for (const [pattern, replacement] of shapes) redacted = redacted.replace(pattern, replacement);
  return redacted;
}

function spellings(secret: string): string[] {
  if (secret.length < shortestSecret) return [];
  const forms = [
    secret,
    encodeForUrl(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString("base64"),
  ];
  return [...new Set([...forms, ...forms.map((form) => form.trim())])].filter(
    (form) => form.length >= shortestSecret,
  );
}

/** Shorter ones ("none", "dev") are no secrets, and masking them would garble ordinary words. */
const shortestSecret = 6;

function encodeForUrl(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
