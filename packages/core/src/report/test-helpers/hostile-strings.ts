import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../../../../../fixtures/hostile/", import.meta.url);

/** Strings of one family that somebody may put into an id, a reply or a reason, each for one sink or several. */
export function hostileStrings(family: string): readonly string[] {
  return JSON.parse(readFileSync(new URL(`${family}.json`, folder), "utf8")) as string[];
}

/** All families of fixtures/hostile. */
export function hostileFamilies(): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .toSorted();
}
