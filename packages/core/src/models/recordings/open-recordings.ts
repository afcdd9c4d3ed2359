import { isAbsolute, relative, resolve } from "node:path";
import {
  defaultRecordingFolder,
  modeOfEnvironment,
  recordingHolder,
  type RecordingHolder,
  type RecordingMode,
  type RecordingOptions,
} from "./recording-settings.ts";

/** Recordings that are in use. */
export interface OpenRecordings {
  readonly mode: Exclude<RecordingMode, "off">;
  /** Absolute. */
  readonly folder: string;
  /** As a message names it. */
  readonly shownFolder: string;
  readonly warn: (text: string) => void;
  /** Calls under way, by key: whoever asks the same meanwhile shares what comes of them. */
  readonly inFlight: Map<string, Promise<unknown>>;
  /** After a write that failed: no further one is tried. */
  unwritable: boolean;
}

const openSymbol = Symbol.for("assay.open-recordings.1");
const holder = globalThis as {
  [openSymbol]?: {
    readonly configured: RecordingHolder | undefined;
    readonly all: Map<string, OpenRecordings>;
  };
};

/**
 * The recordings that `own` (of a `recorded()` model) and the configuration ask for; `undefined` when they are off.
 *
 * @throws EvalError `CONFIG_INVALID` when the environment asks for a mode that there is not.
 */
export function openRecordings(own?: RecordingOptions): OpenRecordings | undefined {
  const configured = recordingHolder();
  // A judge outside of a run, as that of `assay judge check`, is asked.
  if (own === undefined && configured === undefined) return undefined;
  const mode = modeOfEnvironment() ?? own?.mode ?? configured?.mode ?? (own === undefined ? "off" : "auto");
  if (mode === "off") return undefined;
  const root = configured?.root ?? process.cwd();
  const folder = resolve(root, own?.folder ?? configured?.folder ?? defaultRecordingFolder);
  const all = openedFor(configured);
  const name = `${mode} ${folder}`;
  const known = all.get(name);
  if (known !== undefined) return known;
  const opened: OpenRecordings = {
    mode,
    folder,
    shownFolder: shownPath(root, folder),
    warn: once(configured?.warn ?? ((text) => process.emitWarning(text))),
    inFlight: new Map(),
    unwritable: false,
  };
  all.set(name, opened);
  return opened;
}

/** A worker that outlives its run (watch mode) tells the next one of its own warnings. */
function openedFor(configured: RecordingHolder | undefined): Map<string, OpenRecordings> {
  if (holder[openSymbol] === undefined || holder[openSymbol].configured !== configured)
    holder[openSymbol] = { configured, all: new Map() };
  return holder[openSymbol].all;
}

function shownPath(root: string, folder: string): string {
  const inside = relative(root, folder);
  return inside.startsWith("..") || isAbsolute(inside) ? folder : inside.replaceAll("\\", "/");
}

/** One warning per cause and process, however many files are concerned. */
function once(warn: (text: string) => void): (text: string) => void {
  const told = new Set<string>();
  return (text) => {
    const cause = text.split(":", 1)[0] ?? "";
    if (told.has(cause)) return;
    told.add(cause);
    warn(text);
  };
}
