/** `name (subject)`, with a `not.` where the check was negated. Untrusted text. */
export function checkName({
  name,
  subject,
  negated,
}: {
  readonly name: string;
  readonly subject?: string;
  readonly negated: boolean;
}): string {
  return `${negated ? "not." : ""}${name}${subject === undefined ? "" : ` (${subject})`}`;
}
