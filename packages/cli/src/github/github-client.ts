import { EvalError } from "@assay/core";
import { encodeTerminalLine } from "@assay/core/report";
import { setTimeout as sleep } from "node:timers/promises";

export interface GithubClientOptions {
  /** `GITHUB_API_URL`. */
  readonly apiUrl: string;
  /** Goes into the header of requests to `apiUrl`, and nowhere else. */
  readonly token: string;
  /** For all requests together, in milliseconds. Default 60,000. */
  readonly deadlineMs?: number;
}

export interface GithubResponse {
  readonly status: number;
  readonly body: unknown;
}

/** For one request, in milliseconds. */
const requestTimeoutMs = 15_000;
const longestBody = 20 * 1024 * 1024;

/** The part of GitHub's API that a comment needs: no redirects, a limit for each request and for all, retries in between. */
export class GithubClient {
  readonly #options: GithubClientOptions;
  readonly #endsAt: number;

  /** @throws EvalError `GITHUB_INVALID` when the address is none of a web server. */
  constructor(options: GithubClientOptions) {
    const { protocol } = parseUrl(options.apiUrl);
    if (protocol !== "https:" && protocol !== "http:") throw invalidUrl(options.apiUrl);
    this.#options = options;
    this.#endsAt = performance.now() + (options.deadlineMs ?? 60_000);
  }

  /**
   * Runs `work` until it succeeds, again after what may pass by: 429, 5xx, a lost connection. It starts from the
   * beginning each time, so that a request whose answer was lost is seen and not repeated.
   *
   * @throws EvalError `GITHUB_FAILED`.
   */
  async retried<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        const waitMs = waitBefore(error, attempt);
        if (waitMs === undefined || performance.now() + waitMs >= this.#endsAt) throw publicError(error);
        await sleep(waitMs);
      }
    }
  }

  /** One request to `path`; its answer is a JSON body and a status below 400. */
  async request(method: "GET" | "POST" | "PATCH", path: string, body?: object): Promise<GithubResponse> {
    const { apiUrl, token } = this.#options;
    const rest = Math.max(1, this.#endsAt - performance.now());
    let response: Response;
    try {
      response = await fetch(`${apiUrl.replace(/\/+$/, "")}${path}`, {
        method,
        redirect: "error",
        signal: AbortSignal.timeout(Math.min(requestTimeoutMs, rest)),
        headers: {
          accept: "application/vnd.github+json",
          authorization: `Bearer ${token}`,
          "user-agent": "assay",
          "x-github-api-version": "2022-11-28",
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    } catch (cause) {
      throw new RequestFailure(`${method} ${path}: ${describe(cause)}`, 0, undefined);
    }
    const text = await readText(response, `${method} ${path}`);
    if (response.status >= 400) {
      const told = messageOf(text).replaceAll(token, "***");
      throw new RequestFailure(
        `${method} ${path}: ${response.status} ${told}`,
        response.status,
        retryAfter(response),
      );
    }
    return { status: response.status, body: parseJson(text) };
  }
}

/** A request without a usable answer; `status` 0 without any. */
class RequestFailure extends Error {
  readonly status: number;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, status: number, retryAfterMs: number | undefined) {
    super(message);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Whether GitHub said that the token may not do that: as in a pull request from a fork. */
export function isForbidden(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof RequestFailure && [401, 403, 404].includes(cause.status);
}

function waitBefore(error: unknown, attempt: number): number | undefined {
  if (!(error instanceof RequestFailure) || attempt >= 5) return undefined;
  const { status, retryAfterMs } = error;
  const limited = status === 429 || (status === 403 && retryAfterMs !== undefined);
  if (status !== 0 && status < 500 && !limited) return undefined;
  return retryAfterMs ?? Math.min(10_000, 500 * 2 ** attempt) * (0.5 + Math.random() / 2);
}

function publicError(error: unknown): unknown {
  if (!(error instanceof RequestFailure)) return error;
  return new EvalError(
    `Failed to write the comment: ${encodeTerminalLine(error.message)}. Check the token's permission "pull-requests: write".`,
    { code: "GITHUB_FAILED", cause: error },
  );
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return seconds >= 0 && seconds <= 3_600 ? seconds * 1000 : undefined;
}

async function readText(response: Response, what: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of response.body ?? []) {
      length += part.length;
      if (length > longestBody) throw new Error("the answer is too long");
      parts.push(part);
    }
  } catch (cause) {
    throw new RequestFailure(`${what}: ${describe(cause)}`, 0, undefined);
  }
  return Buffer.concat(parts).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageOf(text: string): string {
  const body = parseJson(text);
  const message = typeof body === "object" && body !== null && "message" in body ? body.message : undefined;
  return typeof message === "string" ? message.slice(0, 300) : "";
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return "no answer";
  const inner = cause.cause instanceof Error ? `: ${cause.cause.message}` : "";
  return `${cause.message}${inner}`;
}

function parseUrl(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw invalidUrl(text);
  }
}

function invalidUrl(text: string): EvalError {
  return new EvalError(
    `Failed to read "GITHUB_API_URL": ${encodeTerminalLine(JSON.stringify(text))} is no address of a web server. GitHub Actions sets it.`,
    { code: "GITHUB_INVALID" },
  );
}
