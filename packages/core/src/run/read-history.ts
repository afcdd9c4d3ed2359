import { closeSync, openSync, readSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { listRunIds } from "./prune-runs.ts";
import { record } from "./record.ts";
import type { Summary } from "./summary.ts";

/** Pass rates of earlier runs by partition, oldest first. */
export interface RunHistory {
  readonly [partition: string]: readonly number[];
}

export interface ReadHistoryOptions {
  /** How many earlier runs. Default 10. */
  readonly runs?: number;
}

/** How far back a reader looks for full runs: a watch session leaves many that are none. */
const mostLooks = 60;

/**
 * The pass rates of the last full runs before the one in `directory`: those beside it that were sealed, not interrupted and
 * narrowed by nothing. A summary that cannot be read is none.
 *
 * @example
 * ```ts
 * renderTerminal(summary, { history: readHistory(run.directory) });
 * ```
 */
export function readHistory(directory: string, { runs = 10 }: ReadHistoryOptions = {}): RunHistory {
  const folder = dirname(directory);
  const own = basename(directory);
  const earlier = listRunIds(folder).filter((id) => id < own);
  const rates = new Map<string, number[]>();
  let found = 0;
  for (const id of earlier.toReversed().slice(0, mostLooks)) {
    if (found === runs) break;
    const head = readHead(join(folder, id, "summary.json"));
    if (head === undefined || !isFull(head)) continue;
    found++;
    for (const [name, { passRate }] of Object.entries(head.partitions))
      rates.set(name, [passRate, ...(rates.get(name) ?? [])]);
  }
  return record([...rates]);
}

type Head = Pick<
  Summary,
  "sealed" | "interrupted" | "filter" | "onlyMode" | "shard" | "missingShards" | "stopReason" | "partitions"
>;

function isFull({ sealed, interrupted, filter, onlyMode, stopReason, ...parts }: Head): boolean {
  const narrowed = Object.values(filter).some((value) => (Array.isArray(value) ? value.length > 0 : value));
  const whole = parts.shard === undefined && parts.missingShards === undefined;
  return sealed && !interrupted && !onlyMode && whole && stopReason === undefined && !narrowed;
}

const chunkSize = 65_536;
const mostChunks = 64;

/** The fields of a summary in front of its cases: a large run's file is not read for a dozen numbers. */
function readHead(file: string): Head | undefined {
  try {
    const text = readUntil(file, '\n  "dimensions": ');
    return text === undefined ? undefined : (JSON.parse(`${text.replace(/,\s*$/, "")}}`) as Head);
  } catch {
    return undefined;
  }
}

/** The text before the first `marker`: no string of pretty-printed JSON holds a line break, so it is a key's. */
function readUntil(file: string, marker: string): string | undefined {
  const descriptor = openSync(file, "r");
  try {
    let bytes = Buffer.alloc(0);
    for (let chunk = 0; chunk < mostChunks; chunk++) {
      const next = Buffer.alloc(chunkSize);
      const length = readSync(descriptor, next, 0, chunkSize, null);
      bytes = Buffer.concat([bytes, next.subarray(0, length)]);
      const end = bytes.indexOf(marker);
      if (end >= 0) return bytes.subarray(0, end).toString("utf8");
      if (length === 0) return undefined;
    }
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}
