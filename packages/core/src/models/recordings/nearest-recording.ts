import { showValue } from "../../errors/show-value.ts";
import { environmentSecrets, redactAll } from "./redact-request.ts";
import { listRecordings } from "./list-recordings.ts";
import { keyText } from "./key-text.ts";
import type { Recording } from "./recording.ts";
import type { RecordingKey, ShownRequest } from "./recording-key.ts";

/** More are not looked at: a message is not worth reading a hundred thousand files. */
const mostRead = 2_000;

interface Read {
  readonly recordings: readonly Recording[];
  readonly isAll: boolean;
}

/** Read at the first miss: in the mode that tells of it nobody writes. */
const folders: Map<string, Read> = new Map();

/** In one sentence, what of the nearest recorded request differs from this one. */
export function describeNearest(folder: string, key: RecordingKey, secrets: readonly string[]): string {
  const { recordings, isAll } = readFolder(folder);
  const asked = redactAll(key.request, [...secrets, ...environmentSecrets()]);
  const nearest = findNearest(
    recordings.filter(({ kind }) => kind === key.kind),
    asked,
  );
  if (nearest === undefined)
    return recordings.length === 0 ? "There are no recordings at all." : "None is of its kind.";
  const differences = compare(nearest.request, asked);
  const what = differences.length === 0 ? "in what a reader is not shown" : `in ${differences.join("; ")}`;
  const scope = isAll ? "" : ` of the ${mostRead} looked at`;
  return `The nearest one${scope} (recorded ${nearest.recordedAt.slice(0, 10)}) differs ${what}.`;
}

function readFolder(folder: string): Read {
  const known = folders.get(folder);
  if (known !== undefined) return known;
  const recordings: Recording[] = [];
  let files = 0;
  for (const { recording } of listRecordings(folder)) {
    if (++files > mostRead) break;
    if (recording !== undefined) recordings.push(recording);
  }
  const read = { recordings, isAll: files <= mostRead };
  folders.set(folder, read);
  return read;
}

/** The one with the fewest fields that differ; of several, the one whose text goes along with the asked one for longest. */
function findNearest(recordings: readonly Recording[], asked: ShownRequest): Recording | undefined {
  const texts = textOf(asked);
  let best: { readonly recording: Recording; readonly score: number } | undefined;
  for (const recording of recordings) {
    const fields = namesOf(recording.request, asked);
    const same = fields.filter((field) => sameField(recording.request, asked, field)).length;
    const score = same + shareAlike(textOf(recording.request), texts) * 2;
    if (best === undefined || score > best.score) best = { recording, score };
  }
  return best?.recording;
}

function namesOf(recorded: ShownRequest, asked: ShownRequest): readonly string[] {
  return [...new Set([...Object.keys(asked), ...Object.keys(recorded)])];
}

function sameField(recorded: ShownRequest, asked: ShownRequest, field: string): boolean {
  return keyText(recorded[field] ?? null) === keyText(asked[field] ?? null);
}

/** The texts that the model reads. */
function textOf({ messages, texts }: ShownRequest): string {
  const parts: readonly unknown[] = Array.isArray(messages) ? messages : Array.isArray(texts) ? texts : [];
  return parts
    .map((part) => (typeof part === "string" ? part : String((part as { content?: unknown }).content)))
    .join("\n");
}

/** From 0 to 1: how much of two texts is alike at the start and at the end. */
function shareAlike(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  const start = alikeUntil(a, b);
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return (start + end) / Math.max(1, a.length, b.length);
}

function alikeUntil(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let at = 0;
  while (at < shorter && a[at] === b[at]) at++;
  return at;
}

const titles: { readonly [field: string]: string } = {
  promptVersion: "prompt version",
  parserVersion: "parser version",
  maxTokens: "limit of tokens",
};

function compare(recorded: ShownRequest, asked: ShownRequest): readonly string[] {
  return namesOf(recorded, asked)
    .filter((field) => field !== "nonce" && !sameField(recorded, asked, field))
    .map((field) => {
      const [old, now] = [recorded[field], asked[field]];
      if (field === "messages" || field === "texts")
        return `${field}, ${compareTexts(textOf(recorded), textOf(asked))}`;
      if (field === "settings") return compareSettings(old, now);
      const show = field === "trial" ? showTrial : showPlain;
      return `${titles[field] ?? field} (recorded ${show(old)}, asked ${show(now)})`;
    });
}

function compareTexts(old: string, now: string): string {
  const at = alikeUntil(old, now);
  const from = Math.max(0, at - 12);
  const piece = (text: string): string => showValue(text.slice(from, from + 60).toWellFormed());
  return `from character ${at + 1} on (recorded ${piece(old)}, asked ${piece(now)})`;
}

/** The base URL, fields of the body: by name, as there are several. */
function compareSettings(old: unknown, now: unknown): string {
  const [recorded, asked] = [{ ...(old as ShownRequest) }, { ...(now as ShownRequest) }];
  return namesOf(recorded, asked)
    .filter((field) => !sameField(recorded, asked, field))
    .map((field) => `${field} (recorded ${showPlain(recorded[field])}, asked ${showPlain(asked[field])})`)
    .join("; ");
}

/** From 1, as every report counts them; the file counts from 0. */
function showTrial(trial: unknown): string {
  return typeof trial === "number" ? `trial ${trial + 1}` : showPlain(trial);
}

function showPlain(value: unknown): string {
  if (value === undefined) return "none";
  return typeof value === "object" ? showValue(JSON.stringify(value)) : showValue(value);
}
