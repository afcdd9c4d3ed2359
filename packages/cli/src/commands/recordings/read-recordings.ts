import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { EvalError } from "@assay/core";
import { encodeTerminal } from "@assay/core/report";
import type { ListedRecording } from "@assay/core/run";
import type { CommandIo } from "../../io.ts";
import { countOf } from "../../load-project-dataset.ts";
import { withJsonErrors } from "../../print-json-error.ts";

export interface RecordingsOptions {
  readonly folder?: string;
  readonly root?: string;
  readonly json?: boolean;
  readonly model?: string;
}

/** Where the recordings are: as told, else as configured. @throws EvalError `CONFIG_INVALID` when there is no such folder. */
export async function recordingsFolder({ folder, root }: RecordingsOptions, io: CommandIo): Promise<string> {
  const { defaultRecordingFolder, loadConfig } = await import("@assay/core/run");
  const directory = resolve(io.cwd, root ?? ".");
  const found =
    folder === undefined
      ? resolve(
          directory,
          (await loadConfig(directory)).settings.recordings?.folder ?? defaultRecordingFolder,
        )
      : resolve(directory, folder);
  if (existsSync(found)) return found;
  throw new EvalError(
    `Failed to read recordings "${relative(io.cwd, found)}": there is no such folder. Name it with --folder, or record first: ASSAY_RECORDINGS=auto.`,
    { code: "CONFIG_INVALID" },
  );
}

/** Prints every recording, and returns 0. */
export function listAll(options: RecordingsOptions, io: CommandIo): Promise<number> {
  return withJsonErrors(options.json, io, async () => {
    const rows = (await readAll(options, io)).map((one) => describe(one, io.cwd));
    if (options.json === true) io.out(`${JSON.stringify(rows, null, 2)}\n`);
    else io.out(encodeTerminal(rows.map(toLine).join("")));
    return 0;
  });
}

/** Prints how many recordings there are of which model, and returns 0. */
export function recordingStats(options: RecordingsOptions, io: CommandIo): Promise<number> {
  return withJsonErrors(options.json, io, async () => {
    const all = await readAll(options, io);
    const read = all.flatMap(({ recording }) => recording ?? []);
    const dates = read.map(({ recordedAt }) => recordedAt).sort();
    const models = new Map<string, number>();
    for (const { request } of read)
      models.set(nameOf(request["model"]), (models.get(nameOf(request["model"])) ?? 0) + 1);
    const tokens = read.reduce(
      (sum, { reply: { usage } }) => sum + (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0),
      0,
    );
    const stats = {
      recordings: read.length,
      unusable: all.length - read.length,
      bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
      oldest: dates[0] ?? null,
      newest: dates.at(-1) ?? null,
      tokens,
      models: Object.fromEntries([...models].sort(([a], [b]) => (a < b ? -1 : 1))),
    };
    io.out(options.json === true ? `${JSON.stringify(stats, null, 2)}\n` : encodeTerminal(showStats(stats)));
    return 0;
  });
}

interface Stats {
  readonly recordings: number;
  readonly unusable: number;
  readonly bytes: number;
  readonly oldest: string | null;
  readonly newest: string | null;
  readonly tokens: number;
  readonly models: { readonly [model: string]: number };
}

function showStats({ recordings, unusable, bytes, oldest, newest, tokens, models }: Stats): string {
  const span =
    oldest === null || newest === null ? "" : `, recorded ${oldest.slice(0, 10)} to ${newest.slice(0, 10)}`;
  const broken = unusable === 0 ? "" : `, ${unusable} that cannot be replayed`;
  const lines = Object.entries(models).map(([name, count]) => `  ${count}  ${name}`);
  const worth = `${Math.round(bytes / 1_024)} KB, worth ${countOf(tokens, "token")} each time they are replayed`;
  return `${[`${countOf(recordings, "recording")}${span}${broken}`, worth, ...lines].join("\n")}\n`;
}

/** Prints the recordings that cannot be replayed; returns 3 where there are any. */
export function checkRecordings(options: RecordingsOptions, io: CommandIo): Promise<number> {
  return withJsonErrors(options.json, io, async () => {
    const all = await readAll(options, io);
    const problems = all.flatMap(({ file, problem }) =>
      problem === undefined ? [] : [{ file: relative(io.cwd, file), problem }],
    );
    const checked = { recordings: all.length, problems };
    if (options.json === true) io.out(`${JSON.stringify(checked, null, 2)}\n`);
    else {
      const lines = problems.map(({ file, problem }) => `${file}: ${problem}\n`);
      const count = `${countOf(all.length, "recording")}, ${problems.length} of them cannot be replayed\n`;
      io.out(encodeTerminal(`${lines.join("")}${count}`));
    }
    return problems.length === 0 ? 0 : 3;
  });
}

async function readAll(options: RecordingsOptions, io: CommandIo): Promise<readonly ListedRecording[]> {
  const { listRecordings } = await import("@assay/core/run");
  const all = [...listRecordings(await recordingsFolder(options, io))];
  const { model } = options;
  return model === undefined ? all : all.filter(({ recording }) => recording?.request["model"] === model);
}

interface Row {
  readonly digest: string;
  readonly file: string;
  readonly kind?: string;
  readonly model?: string;
  readonly modelServed?: string;
  readonly trial?: unknown;
  readonly seed?: unknown;
  readonly promptVersion?: unknown;
  readonly recordedAt?: string;
  readonly usedAt: string;
  readonly bytes: number;
  readonly problem?: string;
}

function describe({ digest, file, bytes, usedAt, recording, problem }: ListedRecording, cwd: string): Row {
  const known = { digest, file: relative(cwd, file), bytes, usedAt: new Date(usedAt).toISOString() };
  if (recording === undefined) return { ...known, ...(problem !== undefined && { problem }) };
  const { kind, recordedAt, request, reply } = recording;
  const { trial, seed, promptVersion } = request;
  return {
    ...known,
    kind,
    model: nameOf(request["model"]),
    ...(reply.modelServed !== undefined && { modelServed: reply.modelServed }),
    ...(trial !== undefined && { trial }),
    ...(seed !== undefined && { seed }),
    ...(promptVersion !== undefined && { promptVersion }),
    recordedAt,
  };
}

function toLine({ digest, kind, model, recordedAt, trial, seed, promptVersion, problem }: Row): string {
  const name = digest.slice(0, 12);
  if (problem !== undefined) return `${name}  CANNOT BE REPLAYED: ${problem}\n`;
  const facts = [
    typeof promptVersion === "string" ? promptVersion : kind,
    // From 1, as reports count; the file and --json count from 0.
    ...(typeof trial === "number" ? [`trial ${trial + 1}`] : []),
    ...(seed === undefined ? [] : [`seed ${String(seed)}`]),
  ];
  return `${name}  ${(recordedAt ?? "").slice(0, 10)}  ${model ?? ""}  ${facts.join(", ")}\n`;
}

function nameOf(model: unknown): string {
  return typeof model === "string" ? model : "unknown";
}
