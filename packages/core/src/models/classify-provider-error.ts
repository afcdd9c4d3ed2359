import { originals } from "../platform/originals.ts";
import { isEvalError } from "../errors/eval-error.ts";
import { classifyStatus } from "./classify-status.ts";
import { classifyTransport } from "./classify-transport.ts";
import { ModelError } from "./model-error.ts";
import { failedToAsk, quoteProvider, redactedCause, toRecord, type ModelSubject } from "./model-subject.ts";
import { retryAfterMs, type HeaderReader } from "./retry-after.ts";

/**
 * What anything that a provider's SDK or the network layer threw means, by its shape and not by its class: two copies
 * and two majors of an SDK may be loaded. Nothing of the original but its redacted message is kept.
 */
export function classifyProviderError(error: unknown, subject: ModelSubject): ModelError {
  const own = findModelError(error);
  if (own !== undefined) return own;
  const { status } = toRecord(error);
  if (typeof status === "number") {
    const header = headerReader(toRecord(error)["headers"]);
    return classifyStatus(
      { status, header, retryAfterMs: retryAfterMs(header, originals.now()), error },
      subject,
    );
  }
  if (error instanceof SyntaxError || toRecord(error)["name"] === "SyntaxError")
    return tornReply(error, subject);
  return classifyTransport(error, subject) ?? unknownFailure(error, subject);
}

function findModelError(error: unknown): ModelError | undefined {
  let link = error;
  for (let depth = 0; depth < 10 && link !== undefined && link !== null; depth++) {
    if (link instanceof ModelError) return link;
    if (isEvalError(link)) return undefined;
    link = toRecord(link)["cause"];
  }
  return undefined;
}

function headerReader(headers: unknown): HeaderReader {
  if (typeof (headers as Headers | undefined)?.get === "function") {
    return (name) => (headers as Headers).get(name) ?? undefined;
  }
  return (name) => {
    const value = toRecord(headers)[name];
    return typeof value === "string" ? value : undefined;
  };
}

function tornReply(error: unknown, subject: ModelSubject): ModelError {
  return new ModelError(
    `${failedToAsk(subject)}the reply is not complete JSON. Check that the server speaks the OpenAI protocol.`,
    {
      code: "MODEL_BAD_RESPONSE",
      retryable: true,
      cause: redactedCause(error, subject),
    },
  );
}

function unknownFailure(error: unknown, subject: ModelSubject): ModelError {
  const { message } = toRecord(error);
  const text = quoteProvider(typeof message === "string" ? message : String(error), subject);
  return new ModelError(
    `${failedToAsk(subject)}${text || "an error without a message"}.`.replace(/\.\.$/, "."),
    {
      code: "MODEL_FAILED",
      cause: redactedCause(error, subject),
    },
  );
}
