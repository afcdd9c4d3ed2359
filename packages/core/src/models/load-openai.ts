import { loadOpenAi as loadNatively } from "../platform/native-require.cjs";
import { ModelError } from "./model-error.ts";
import { toRecord } from "./model-subject.ts";

/** The part of the `openai` package's client that is used; majors 6 and 7 and clients derived from them have it. */
export interface OpenAiClient {
  readonly chat: {
    readonly completions: {
      create(body: never, options?: never): PromiseLike<unknown>;
    };
  };
  readonly baseURL?: string;
}

/** The part of a client that embeddings need. */
export interface OpenAiEmbeddingsClient {
  readonly embeddings: {
    create(body: never, options?: never): PromiseLike<unknown>;
  };
  readonly baseURL?: string;
}

export interface OpenAiPackage {
  readonly OpenAI: new (options: { [option: string]: unknown }) => OpenAiClient & OpenAiEmbeddingsClient;
}

/** Loads the user's `openai` package, at the first call and not before. */
export async function loadOpenAi(): Promise<OpenAiPackage> {
  try {
    // oxlint-disable-next-line no-restricted-imports -- this is the function that needs it
    return (await import("openai")) as unknown as OpenAiPackage;
  } catch (error) {
    if (isBetweenTests(error)) return loadNatively() as OpenAiPackage;
    throw packageMissing(error);
  }
}

/** Jest 30 refuses every `require()` of its sandbox once one of the tests that run at once has ended. */
function isBetweenTests(error: unknown): boolean {
  return String(toRecord(error).message).includes("outside of the scope of the test code");
}

/** What an error of `import("openai")` means: a package that is there but broken keeps its own. */
export function packageMissing(error: unknown): unknown {
  const { code, message } = toRecord(error);
  const missing = code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
  if (!missing || !String(message).includes("openai")) return error;
  return new ModelError(
    'Failed to load the package "openai": it is not installed. Install it with `npm install --save-dev openai`.',
    { code: "MODEL_PACKAGE_MISSING", scope: "run", cause: error },
  );
}
