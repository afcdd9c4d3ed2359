import type { EvalErrorCode } from "../errors/error-codes.ts";
import { ModelError, type ModelErrorOptions } from "./model-error.ts";
import { failedToAsk, quoteProvider, redactedCause, toRecord, type ModelSubject } from "./model-subject.ts";
import type { HeaderReader } from "./retry-after.ts";

export interface StatusFacts {
  readonly status: number;
  readonly header: HeaderReader;
  /** What the server asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** As thrown: `message`, and `code`, `type`, `param` of the body's `error` where the SDK found one. */
  readonly error: unknown;
}

type Meaning = Pick<ModelErrorOptions, "scope" | "outcome" | "retryable"> & {
  readonly code: EvalErrorCode;
  /** What is wrong, and what to do. */
  readonly says: string;
};

/** What a reply with an error status means. */
export function classifyStatus(facts: StatusFacts, subject: ModelSubject): ModelError {
  const { code, says, retryable = false, scope = "case", outcome = "error" } = meaningOf(facts, subject);
  const message = `${failedToAsk(subject)}${says} The server said: ${status(facts)}${said(facts, subject)}`;
  return new ModelError(message, {
    code,
    scope,
    outcome,
    // A server may forbid a retry. It cannot demand one: the same wrong request stays wrong.
    retryable: retryable && facts.header("x-should-retry")?.trim().toLowerCase() !== "false",
    retryAfterMs: facts.retryAfterMs,
    cause: redactedCause(facts.error, subject),
  });
}

function meaningOf(facts: StatusFacts, subject: ModelSubject): Meaning {
  switch (facts.status) {
    case 400:
      return badRequest(facts, subject);
    case 401:
      return refusedKey(subject);
    case 402:
      return exhausted;
    case 403:
      return matches(facts, blocked) ? blockedInput : forbidden(subject);
    case 404:
      return notFound(subject);
    case 408:
      return { code: "MODEL_TIMEOUT", retryable: true, says: "the server gave up waiting (408)." };
    case 409:
      return { code: "MODEL_SERVER", retryable: true, says: "the server reported a conflict (409)." };
    case 413:
      return tooLarge;
    case 429:
      return matches(facts, quota) ? exhausted : rateLimited(facts.retryAfterMs);
    default:
      return otherStatus(facts);
  }
}

function badRequest(facts: StatusFacts, subject: ModelSubject): Meaning {
  if (matches(facts, contextLength)) return tooLarge;
  if (matches(facts, blocked)) return blockedInput;
  if (matches(facts, unknownModel)) return notFound(subject);
  if (matches(facts, invalidKey)) return refusedKey(subject);
  return badParameters(facts);
}

function otherStatus(facts: StatusFacts): Meaning {
  if (facts.status >= 500) return { code: "MODEL_SERVER", retryable: true, says: "the server failed." };
  if (facts.status < 400)
    return {
      code: "MODEL_REDIRECT",
      says: "the server redirects, which is not followed. Correct the base URL.",
    };
  return badParameters(facts);
}

function badParameters({ error }: StatusFacts): Meaning {
  const { param } = fields(error);
  const remedy =
    typeof param === "string" && /^[\w.]{1,40}$/.test(param)
      ? `Check "${param}"; \`body: { ${param.split(".")[0]}: null }\` in the model's options leaves it out.`
      : "Check the model's options; structuredOutput and body change what is sent.";
  return { code: "MODEL_BAD_REQUEST", says: `the server does not accept the request. ${remedy}` };
}

const tooLarge: Meaning = {
  code: "MODEL_REQUEST_TOO_LARGE",
  says: "the request is too large for the model. Shorten the case, or use a model with a longer context.",
};
const blockedInput: Meaning = {
  code: "MODEL_INPUT_BLOCKED",
  outcome: "inconclusive",
  says: "the provider's content policy blocked the request.",
};
const exhausted: Meaning = {
  code: "MODEL_QUOTA",
  scope: "run",
  says: "the account's quota is used up. Check its plan and billing.",
};

function refusedKey({ keyName }: ModelSubject): Meaning {
  return { code: "MODEL_AUTH", scope: "run", says: `the server refused the API key. Check ${keyName}.` };
}

function forbidden({ keyName }: ModelSubject): Meaning {
  const says = `access is forbidden (region, organisation or project). Check what the key in ${keyName} may use.`;
  return { code: "MODEL_FORBIDDEN", scope: "run", says };
}

function notFound({ model, host }: ModelSubject): Meaning {
  const where = host === undefined ? "" : ` at ${host}`;
  return {
    code: "MODEL_NOT_FOUND",
    scope: "run",
    says: `model ${model} not found${where}. Check the model's name and the base URL.`,
  };
}

function rateLimited(waitMs: number | undefined): Meaning {
  const wait = waitMs === undefined ? "" : `; it asks to retry after ${Math.ceil(waitMs / 1000)} s`;
  return {
    code: "MODEL_RATE_LIMITED",
    retryable: true,
    says: `the server limits the rate${wait}. Lower the concurrency, or raise the timeouts.`,
  };
}

const contextLength =
  /context_length_exceeded|maximum context length|context (?:window|length)|prompt is too long|too many tokens/i;
const blocked =
  /content_policy|content_filter|content management policy|responsibleai|moderation|flagged|safety system/i;
const unknownModel = /model_not_found|unknown model|model .{1,100} does not exist|invalid model/i;
const invalidKey = /invalid_api_key|api_key_invalid|api key not valid|invalid api key/i;
const quota =
  /insufficient_quota|billing_hard_limit|exceeded your current quota|insufficient (?:credit|balance|funds)/i;

function matches({ error }: StatusFacts, pattern: RegExp): boolean {
  const { code, type, message } = fields(error);
  return [code, type, message].some((field) => typeof field === "string" && pattern.test(field));
}

function fields(error: unknown): {
  readonly code: unknown;
  readonly type: unknown;
  readonly param: unknown;
  readonly message: unknown;
} {
  const { code, type, param, message } = toRecord(error);
  return { code, type, param, message };
}

function status({ status: number }: StatusFacts): string {
  return String(number);
}

/** The body's message; a page of HTML says nothing that would help. */
function said({ status: number, error }: StatusFacts, subject: ModelSubject): string {
  const { message } = fields(error);
  const text = typeof message === "string" ? message.replace(new RegExp(`^${number} `), "").trim() : "";
  if (text === "" || text === "status code (no body)") return ".";
  if (/<(?:!doctype|html|head|body)\b/i.test(text)) return ", with a page of HTML.";
  return ` "${quoteProvider(text, subject)}".`;
}
