import { ModelError, type ModelErrorOptions } from "./model-error.ts";
import { failedToAsk, redactedCause, toRecord, type ModelSubject } from "./model-subject.ts";

/** What a failure below HTTP means; `undefined` when `error` is none. */
export function classifyTransport(error: unknown, subject: ModelSubject): ModelError | undefined {
  const links = chainOf(error);
  const codes = links.map((link) => String(toRecord(link)["code"] ?? ""));
  const messages = links.map((link) => String(toRecord(link)["message"] ?? ""));
  const failure = failures.find(
    ({ code, message }) =>
      codes.some((text) => code?.test(text)) || messages.some((text) => message?.test(text)),
  );
  if (failure === undefined) return undefined;
  const says = failure.says(
    subject.host ?? "the model's host",
    codes.findLast((code) => code !== "") ?? "no code",
  );
  const cause = redactedCause(links.at(-1), subject);
  return new ModelError(`${failedToAsk(subject)}${says}`, { ...failure.means, cause });
}

interface Failure {
  readonly code?: RegExp;
  readonly message?: RegExp;
  readonly means: Pick<ModelErrorOptions, "code" | "scope" | "retryable">;
  readonly says: (host: string, code: string) => string;
}

/** The first that fits counts. */
const failures: readonly Failure[] = [
  {
    message: /redirect/i,
    means: { code: "MODEL_REDIRECT" },
    says: () => "the server redirects, which is not followed. Correct the base URL.",
  },
  {
    message: /^bad port$/,
    means: { code: "MODEL_UNREACHABLE", scope: "run" },
    says: (host) => `fetch refuses the port of ${host} (WHATWG lists such ports). Use another port.`,
  },
  {
    code: /^(?:ENOTFOUND|EAI_AGAIN|EAI_FAIL|EAI_NODATA)$/,
    means: { code: "MODEL_UNREACHABLE", scope: "run", retryable: true },
    says: (host) => `the name of ${host} could not be resolved. Check the base URL and the network.`,
  },
  {
    code: /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/,
    means: { code: "MODEL_UNREACHABLE", scope: "run", retryable: true },
    says: (host) => `the connection was refused. Is the server running at ${host}?`,
  },
  {
    code: /CERT|^(?:UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO)/,
    message: /certificate/i,
    means: { code: "MODEL_TLS", scope: "run" },
    says: (host, code) =>
      `the TLS certificate of ${host} is not trusted (${code}). Give Node the authority that signed it by NODE_EXTRA_CA_CERTS, or renew the certificate.`,
  },
  {
    code: /^(?:ECONNRESET|EPIPE|ETIMEDOUT|ECONNABORTED|UND_ERR_\w+|HPE_\w+|Z_\w+)$/,
    message:
      /terminated|socket hang up|other side closed|fetch failed|connection error|request timed out|premature close/i,
    means: { code: "MODEL_UNREACHABLE", retryable: true },
    says: () => "the connection broke before the reply was complete.",
  },
];

/** `error`, its causes, and the parts of an AggregateError (one per address that was tried). */
function chainOf(error: unknown): readonly unknown[] {
  const links: unknown[] = [];
  const queue: unknown[] = [error];
  while (queue.length > 0 && links.length < 20) {
    const link = queue.shift();
    if (typeof link !== "object" || link === null) continue;
    links.push(link);
    const { cause, errors } = toRecord(link);
    queue.push(cause, ...(Array.isArray(errors) ? (errors as unknown[]) : []));
  }
  return links;
}
