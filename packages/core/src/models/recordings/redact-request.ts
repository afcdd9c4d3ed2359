import { redactSecrets } from "../redact-secrets.ts";
import type { ShownRequest } from "./recording-key.ts";

/** Every text of a request without what is, or looks like, a key. */
export function redactAll(request: ShownRequest, secrets: readonly string[]): ShownRequest {
  return JSON.parse(
    JSON.stringify(request, (_field, value: unknown) =>
      typeof value === "string" ? redactSecrets(value, secrets) : value,
    ),
  ) as ShownRequest;
}

/** Values of variables that are named as keys are: a provider of the AI SDK reads its own. */
export function environmentSecrets(): readonly string[] {
  return Object.entries(process.env).flatMap(([name, value = ""]) =>
    /(?:_KEY|_TOKEN|_SECRET|PASSWORD)$/i.test(name) && value.length >= shortestSecret ? [value] : [],
  );
}

const shortestSecret = 8;
