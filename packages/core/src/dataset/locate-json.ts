import { JsonParser } from "./json-parser.ts";
import { attempt } from "./json-problem.ts";
import type { JsonPath } from "./json-path.ts";

/** Where the value at `path` starts in valid JSON, in UTF-16 units; 0 when there is none. Reads the text again, so only for errors. */
export function locateJson(text: string, path: JsonPath): number {
  let found = 0;
  const parser = new JsonParser(text, (here, offset) => {
    if (here.length === path.length && path.every((step, index) => step === here[index])) found = offset;
  });
  attempt(() => parser.parseWhole());
  return found;
}
