import { createHash } from "node:crypto";
import { showName } from "../errors/show-value.ts";
import type { EvalCase } from "../dataset/eval-case.ts";
import type { CaseShard } from "./case-shard.ts";
import { readNotes, writeNote } from "./note-files.ts";

/** Of notes, in the directory of a run. */
export const sharesFolder = "shares";

export interface SharedSuite {
  readonly project: string;
  /** Names of the enclosing suites and of this one. */
  readonly suite: string;
  /** All of them, before they were split. */
  readonly cases: readonly EvalCase[];
}

interface NotedShare extends CaseShard {
  readonly project: string;
  readonly suite: string;
  /** Of the ids of all cases: shares of something else do not complete it. */
  readonly digest: string;
}

/**
 * Notes in the run that a suite took a share of its cases by its own `shard` option: nothing else of the run shows that there
 * are more. Suites of one name over the same cases are shares of one whole, also in several files.
 */
export function noteShare(directory: string, { project, suite, cases }: SharedSuite, shard: CaseShard): void {
  const { index, count } = shard;
  const ids = cases.map(({ id }) => id).sort();
  const digest = createHash("sha256").update(JSON.stringify(ids)).digest("hex").slice(0, 32);
  const note: NotedShare = { project, suite, digest, index, count };
  writeNote(directory, sharesFolder, JSON.stringify(note));
}

/** What {@link noteShare} noted, each share once, sorted. */
export function readShares(directory: string): readonly string[] {
  return readNotes(directory, sharesFolder);
}

/** The shares that nobody ran, in words, one text per suite: `share 2 of 4 of the cases of "support"`. */
export function missingShares(notes: readonly string[]): readonly string[] {
  const wholes = new Map<
    string,
    { readonly suite: string; readonly count: number; readonly given: Set<number> }
  >();
  for (const note of notes) {
    const share = parseShare(note);
    if (share === undefined) return ["a share of the cases that cannot be read"];
    const { project, suite, digest, index, count } = share;
    const key = JSON.stringify([project, suite, digest, count]);
    const whole = wholes.get(key) ?? { suite, count, given: new Set<number>() };
    wholes.set(key, whole);
    whole.given.add(index);
  }
  return [...wholes.values()].flatMap(({ suite, count, given }) => {
    const missing = count - given.size;
    if (missing <= 0) return [];
    const shares = missing === 1 ? "share" : "shares";
    return [`${shares} ${listMissing(given, count)} of ${count} of the cases of "${showName(suite)}"`];
  });
}

const mostListed = 10;

function listMissing(given: ReadonlySet<number>, count: number): string {
  const listed: number[] = [];
  for (let index = 1; index <= count && listed.length < mostListed; index++)
    if (!given.has(index)) listed.push(index);
  const more = count - given.size - listed.length;
  return `${listed.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** A merged run has notes from other machines. */
function parseShare(note: string): NotedShare | undefined {
  try {
    const share = JSON.parse(note) as NotedShare;
    const { project, suite, digest, index, count } = share;
    const known = [project, suite, digest].every((text) => typeof text === "string");
    const inside = Number.isInteger(index) && Number.isInteger(count) && index >= 1 && index <= count;
    return known && inside ? share : undefined;
  } catch {
    return undefined;
  }
}
