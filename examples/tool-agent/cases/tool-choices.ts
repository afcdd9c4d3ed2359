import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** One request, and the tool that serves it. */
export interface ToolChoice {
  readonly id: string;
  readonly input: { readonly request: string };
  readonly expected: { readonly tool: string };
}

const file = join(dirname(fileURLToPath(import.meta.url)), "requests.json");
const requests = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, readonly [string][]>>;

/** The requests of the distribution as a list: the same cases for every variant. */
export const toolChoices: readonly ToolChoice[] = Object.entries(requests).flatMap(([tool, rows]) =>
  rows.map(([request], index) => ({
    id: `${tool.replaceAll("_", "-")}-${index + 1}`,
    input: { request },
    expected: { tool },
  })),
);
