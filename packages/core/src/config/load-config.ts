import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { decodeUtf8 } from "../dataset/decode-utf8.ts";
import { parseJson } from "../dataset/json-parser.ts";
import { TextLines } from "../dataset/text-lines.ts";
import { EvalError, isEvalError } from "../errors/eval-error.ts";
import { showName } from "../errors/show-value.ts";
import { loadJiti } from "../platform/native-require.cjs";
import type { RunSettings } from "../run/run-settings.ts";
import type { AssayConfig } from "./assay-config.ts";
import { findConfig } from "./find-config.ts";
import { isObject } from "./config-schema.ts";
import { resolveSettings } from "./resolve-settings.ts";
import { validateConfig } from "./validate-config.ts";

export interface LoadedConfig {
  readonly config: AssayConfig;
  /** The plain data of the configuration, with defaults. */
  readonly settings: RunSettings;
  /** Absolute; absent when `root` has no configuration file and the defaults hold. */
  readonly file?: string;
}

/**
 * Loads `assay.config.{ts,mts,js,mjs,cjs,json}` of `root`; without a file, the defaults.
 *
 * @throws EvalError (CONFIG_UNREADABLE) when the file cannot be run, (CONFIG_INVALID) with every mistake in it.
 */
export async function loadConfig(root: string): Promise<LoadedConfig> {
  const file = findConfig(root);
  if (file === undefined) return { config: {}, settings: resolveSettings({}) };
  const value = file.endsWith(".json") ? await readJson(file) : await readModule(file);
  const config = validateConfig(value, basename(file));
  return { config, settings: resolveSettings(config), file };
}

async function readJson(file: string): Promise<unknown> {
  const decoded = decodeUtf8(await readFile(file));
  if (!("text" in decoded)) throw unreadable(file, "it is not UTF-8", "Save it as UTF-8");
  const text = decoded.text.replace(/^\ufeff/, "");
  const parsed = parseJson(text);
  if ("value" in parsed) return parsed.value;
  const { line, column } = new TextLines(text).at(parsed.problem.offset);
  throw unreadable(file, `${line}:${column}: ${parsed.problem.what}`, parsed.problem.remedy);
}

/** jiti translates these; JavaScript, and with it every package, is left to Node, which is quicker. */
const translated = [".ts", ".mts", ".cts", ".tsx"];

/** Runs the file by jiti, outside of any sandbox: the same for every runner and format, with or without TypeScript. */
async function readModule(file: string): Promise<unknown> {
  const { createJiti } = loadJiti();
  let exported: unknown;
  try {
    const options = { interopDefault: false, extensions: translated };
    exported = await createJiti(file, options).import(file);
  } catch (error) {
    if (isEvalError(error)) throw error;
    const problem = showName(String(error).replace(/\s+/g, " ").replace(/\.$/, ""));
    throw unreadable(file, `running it failed${lineIn(file, error)}: ${problem}`, "Correct the file", error);
  }
  if (!isObject(exported)) return exported;
  const value = "default" in exported ? exported["default"] : exported;
  // Named exports of an ES module are no configuration; module.exports of CommonJS is one.
  const isNamesOnly = value === exported && (isEsModule(exported) || Object.keys(exported).length === 0);
  if (isNamesOnly || exportsNothing(file, value)) {
    throw unreadable(file, "it has no default export", "Write: export default defineConfig({ ... })");
  }
  return value;
}

/** ` in line 5`, where the stack of `error` passes through `file`. Translated code keeps its lines, not its columns. */
function lineIn(file: string, error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const frame = stack.split("\n").find((line) => /^\s+at /.test(line) && line.includes(`${file}:`));
  const line = frame === undefined ? undefined : /:(\d+):\d+\)?$/.exec(frame)?.[1];
  return line === undefined ? "" : ` in line ${line}`;
}

/** A CommonJS module in which nobody assigned `module.exports` exports an empty object. */
function exportsNothing(file: string, value: unknown): boolean {
  return /\.c?js$/.test(file) && isObject(value) && Object.keys(value).length === 0;
}

function isEsModule(exported: object): boolean {
  return "__esModule" in exported || Object.prototype.toString.call(exported) === "[object Module]";
}

function unreadable(file: string, what: string, remedy: string, cause?: unknown): EvalError {
  return new EvalError(`Failed to load configuration "${showName(basename(file))}": ${what}. ${remedy}.`, {
    code: "CONFIG_UNREADABLE",
    location: { file },
    cause,
  });
}
