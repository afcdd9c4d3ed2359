import { classifyProviderError } from "./classify-provider-error.ts";
import { ModelError } from "./model-error.ts";
import { failedToAsk, quoteProvider, redactedCause, toRecord, type ModelSubject } from "./model-subject.ts";

/** What an error of the AI SDK means, by its shape and not by its class: several versions of the SDK may be loaded. */
export function classifyAiSdkError(error: unknown, subject: ModelSubject): ModelError {
  const { name, url, statusCode, cause } = toRecord(error);
  const named = hostOf(url);
  const known = named === undefined ? subject : { ...subject, host: named };
  if (name === "AI_LoadAPIKeyError" || name === "AI_LoadSettingError") return noKey(error, subject);
  if (name === "AI_NoSuchModelError") return noModel(error, subject);
  if (name === "AI_InvalidResponseDataError" || name === "AI_EmptyResponseBodyError")
    return badReply(error, known, messageOf(error), name === "AI_EmptyResponseBodyError");
  if (typeof statusCode !== "number") return classifyProviderError(error, known);
  // The headers were fine: the body broke off, or is none that the provider knows.
  if (statusCode >= 200 && statusCode < 300) return badBody(error, cause, known);
  return classifyProviderError(statusError(error), known);
}

/** An error in the form of an HTTP client's: what the body says, where the SDK has parsed it. */
function statusError(error: unknown): object {
  const { statusCode, responseHeaders, responseBody, data } = toRecord(error);
  const said = toRecord(toRecord(data)["error"] ?? toRecord(parse(responseBody))["error"]);
  const { code, type, param } = said;
  return {
    name: "APICallError",
    status: statusCode,
    headers: responseHeaders,
    message: messageOf(error),
    code,
    type,
    param,
  };
}

function badBody(error: unknown, cause: unknown, subject: ModelSubject): ModelError {
  const { name, text } = toRecord(cause);
  if (name !== "AI_JSONParseError" && name !== "AI_TypeValidationError") {
    // Not the SDK's own message: it says nothing of what broke.
    return classifyProviderError(cause ?? error, subject);
  }
  if (name === "AI_TypeValidationError")
    return badReply(error, subject, describeValue(cause, subject), false);
  const body = typeof text === "string" ? text.trim() : "";
  if (body.startsWith("<"))
    return badReply(error, subject, "the reply is a page of HTML (a proxy's or a portal's?)", false);
  return badReply(
    error,
    subject,
    body === "" ? "the reply is empty" : "the reply is not complete JSON",
    true,
  );
}

function describeValue(cause: unknown, subject: ModelSubject): string {
  const { error } = toRecord(toRecord(cause)["value"]);
  const { message } = toRecord(error);
  if (typeof message !== "string") return "the reply has another shape than the provider's replies have";
  return `the server answered with status 200 and an error: "${quoteProvider(message, subject)}"`;
}

function badReply(error: unknown, subject: ModelSubject, what: string, retryable: boolean): ModelError {
  const said = quoteProvider(what, subject).replace(/\.$/, "");
  return new ModelError(`${failedToAsk(subject)}${said}. Check the provider's base URL.`, {
    code: "MODEL_BAD_RESPONSE",
    retryable,
    cause: redactedCause(error, subject),
  });
}

/** The SDK's message names the environment variable. */
function noKey(error: unknown, subject: ModelSubject): ModelError {
  return new ModelError(`${failedToAsk(subject)}${quoteProvider(messageOf(error), subject)}`, {
    code: "MODEL_AUTH",
    scope: "run",
    cause: redactedCause(error, subject),
  });
}

function noModel(error: unknown, subject: ModelSubject): ModelError {
  const said = quoteProvider(messageOf(error), subject).replace(/\.$/, "");
  return new ModelError(`${failedToAsk(subject)}${said}. Check the model's name.`, {
    code: "MODEL_NOT_FOUND",
    scope: "run",
    cause: redactedCause(error, subject),
  });
}

function hostOf(url: unknown): string | undefined {
  if (typeof url !== "string" || !URL.canParse(url)) return undefined;
  const { origin } = new URL(url);
  return origin;
}

function messageOf(error: unknown): string {
  const { message } = toRecord(error);
  return typeof message === "string" ? message : String(error);
}

function parse(body: unknown): unknown {
  try {
    return typeof body === "string" ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}
