import { EvalError } from "../../errors/eval-error.ts";
import { showValue } from "../../errors/show-value.ts";

/**
 * What becomes of stored replies: `auto` replays what is there and stores what is not, `replay` never asks a model,
 * `refresh` always asks and overwrites, `off` does neither.
 */
export type RecordingMode = "off" | "auto" | "replay" | "refresh";

/** `recordings` of the configuration. */
export interface RecordingOptions {
  /** Default `off`. The environment variable `ASSAY_RECORDINGS` comes before it. */
  readonly mode?: RecordingMode;
  /** Relative to the configuration file. Default `.assay/recordings`. */
  readonly folder?: string;
}

/** What is known in a worker before any model was asked. */
export interface RecordingHolder extends RecordingOptions {
  /** Absolute; a folder is relative to it. */
  readonly root: string;
  /** Told once of everything that keeps replies from being stored. */
  readonly warn: (text: string) => void;
}

export const recordingModes: readonly RecordingMode[] = ["off", "auto", "replay", "refresh"];
export const defaultRecordingFolder = ".assay/recordings";
export const recordingVariable = "ASSAY_RECORDINGS";

const holderSymbol = Symbol.for("assay.recordings.1");
const holder = globalThis as { [holderSymbol]?: RecordingHolder };

/** Sets what all models of this process do with recordings. */
export function configureRecordings(settings: RecordingHolder): void {
  holder[holderSymbol] = settings;
}

/** `undefined` where no runner of ours set anything: a plain script, say. */
export function recordingHolder(): RecordingHolder | undefined {
  return holder[holderSymbol];
}

/**
 * The mode that the environment asks for; `undefined` where it asks for none.
 *
 * @throws EvalError `CONFIG_INVALID` for a word that is no mode.
 */
export function modeOfEnvironment(): RecordingMode | undefined {
  const value = process.env[recordingVariable]?.trim();
  if (value === undefined || value === "") return undefined;
  const mode = recordingModes.find((known) => known === value);
  if (mode !== undefined) return mode;
  throw new EvalError(
    `Failed to read the environment variable "${recordingVariable}": ${showValue(value)} is no mode of recordings. Set it to ${recordingModes.join(", ")}, or unset it.`,
    { code: "CONFIG_INVALID", outcome: "error", scope: "run" },
  );
}
