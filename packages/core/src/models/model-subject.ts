import { redactSecrets } from "./redact-secrets.ts";

/** Which model a call goes to, in the words of an error. */
export interface ModelSubject {
  readonly model: string;
  /** Origin and path without user name, password or query; absent for models without an address. */
  readonly host?: string;
  /** The environment variable that the key is read from, or the option it was given as. */
  readonly keyName: string;
  /** What must not appear in any error. */
  readonly secrets: readonly string[];
}

const longestText = 400;

/** The start of every model error's message. */
export function failedToAsk({ model, host }: ModelSubject): string {
  return `Failed to ask model "${model}"${host === undefined ? "" : ` at ${host}`}: `;
}

/** A provider's own text as it may stand in an error: on one line, without keys, cut. */
export function quoteProvider(text: string, subject: ModelSubject): string {
  const line = redactSecrets(text, subject.secrets).replace(/\s+/g, " ").trim();
  return line.length <= longestText ? line : `${line.slice(0, longestText)}… (${line.length} characters)`;
}

/** What may be kept of an error as a cause: SDK errors carry headers and bodies, and bodies echo keys. */
export function redactedCause(error: unknown, subject: ModelSubject): Error {
  const { name, message, code } = toRecord(error);
  const text = quoteProvider(typeof message === "string" ? message : String(error), subject);
  const cause: Error & { code?: string } = new Error(text);
  cause.name = typeof name === "string" ? name : "Error";
  if (typeof code === "string") cause.code = code;
  if (error instanceof Error && error.stack !== undefined) cause.stack = stackOf(error.stack, cause);
  return cause;
}

function stackOf(stack: string, cause: Error): string {
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return [`${cause.name}: ${cause.message}`, ...frames].join("\n");
}

/** The fields of anything that was thrown or sent. */
export function toRecord(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null ? (value as { [key: string]: unknown }) : {};
}
