import type { CallPolicyOptions } from "./call-policy.ts";
import { CallPolicy } from "./call-policy.ts";
import { exchangeFetch } from "./exchange-fetch.ts";
import { originals } from "../platform/originals.ts";
import type { OpenAiPackage } from "./load-openai.ts";
import { ModelError } from "./model-error.ts";
import { failedToAsk, type ModelSubject } from "./model-subject.ts";
import { openAiAddress, type OpenAiAddress } from "./openai-address.ts";

/** Where a model is, and under which key. */
export interface OpenAiConnectionOptions extends Pick<CallPolicyOptions, "timeoutMs" | "maxRetries"> {
  /** As the server knows it. */
  readonly model: string;
  /** Any server that speaks OpenAI's protocol. Default: `OPENAI_BASE_URL`, else OpenAI. A query in it goes with every request. */
  readonly baseURL?: string;
  /** Default: `OPENAI_API_KEY`. A server other than OpenAI is called without a key when there is none. */
  readonly apiKey?: string | (() => Promise<string>);
  readonly headers?: { readonly [name: string]: string };
  /** Milliseconds for one call in all, retries and waiting included. Default 60,000. */
  readonly timeoutMs?: number;
  /** Tries after the first for a failing server. 0 also turns off waiting for a rate limit. Default 3. */
  readonly maxRetries?: number;
}

type Options = OpenAiConnectionOptions & { readonly client?: { readonly baseURL?: string } };

export interface OpenAiTarget {
  readonly address: OpenAiAddress;
  readonly key: OpenAiConnectionOptions["apiKey"] | undefined;
  readonly subject: ModelSubject;
}

/** Read at every call and not once: a set-up file may set the environment after the configuration was loaded. */
export function openAiTarget(options: Options): OpenAiTarget {
  const { client, model } = options;
  const address = addressOf(options);
  const key = keyOf(options);
  const secrets = openAiSecrets(options);
  const keyName = options.apiKey === undefined ? "OPENAI_API_KEY" : "the apiKey option (or OPENAI_API_KEY)";
  const subject: ModelSubject = {
    model,
    host: address.url,
    keyName: client === undefined ? keyName : "the client's key",
    secrets,
  };
  if (client === undefined) checkKey(key, address, subject);
  return { address, key, subject };
}

/** What must appear in no error and in no file. */
export function openAiSecrets(options: Options): readonly string[] {
  const key = keyOf(options);
  const { query } = addressOf(options);
  return [
    ...(typeof key === "string" ? [key] : []),
    ...Object.values(options.headers ?? {}),
    ...Object.values(query),
  ];
}

function keyOf({ apiKey }: Options): OpenAiTarget["key"] {
  const key = apiKey ?? environment("OPENAI_API_KEY");
  return typeof key === "string" ? key.trim() : key;
}

/** The address of the options, of their client or of the environment. */
export function addressOf({ client, baseURL }: Options): OpenAiAddress {
  if (client === undefined) return openAiAddress(baseURL ?? environment("OPENAI_BASE_URL"));
  const own = client.baseURL;
  return openAiAddress(typeof own === "string" && URL.canParse(own) ? own : undefined);
}

export interface ExchangeOptions {
  readonly headers: { readonly [name: string]: string } | undefined;
  readonly signal: AbortSignal;
  readonly silenceMs?: number | undefined;
}

/** A client for one exchange: its fetch ends with that exchange, and nothing that holds the key lives on. */
export function connectOpenAi(
  { OpenAI }: OpenAiPackage,
  { address, key, subject }: OpenAiTarget,
  { headers, signal, silenceMs }: ExchangeOptions,
): InstanceType<OpenAiPackage["OpenAI"]> {
  return new OpenAI({
    apiKey: key ?? "none",
    baseURL: address.url,
    maxRetries: 0,
    fetch: exchangeFetch(originals.fetch, subject, signal, silenceMs),
    defaultHeaders: { ...(key === undefined ? { Authorization: null } : {}), ...headers },
    defaultQuery: address.query,
    logLevel: "off",
    // Set by test environments such as jsdom, which the SDK takes for a browser; the key stays in this process.
    dangerouslyAllowBrowser: true,
  });
}

/** The call policy of a model with these options. */
export function policyOf(
  { timeoutMs, maxRetries }: OpenAiConnectionOptions,
  seams: CallPolicyOptions = {},
): CallPolicy {
  return new CallPolicy({
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(maxRetries === undefined ? {} : { maxRetries }),
    ...seams,
  });
}

function environment(name: string): string | undefined {
  const value = process.env[name]?.trim();
  return value === "" ? undefined : value;
}

function checkKey(key: OpenAiTarget["key"], address: OpenAiAddress, subject: ModelSubject): void {
  if ((key === undefined || key === "") && address.isOpenAi) {
    const remedy = "Set the environment variable OPENAI_API_KEY, or give apiKey.";
    throw new ModelError(`${failedToAsk(subject)}no API key is set. ${remedy}`, {
      code: "MODEL_AUTH",
      scope: "run",
    });
  }
  if (typeof key === "string" && !/^[\x21-\x7e]*$/.test(key)) {
    const what = "the API key holds a character that cannot stand in a header (a space, a line break?)";
    throw new ModelError(`${failedToAsk(subject)}${what}. Check ${subject.keyName}.`, {
      code: "MODEL_AUTH",
      scope: "run",
    });
  }
}
