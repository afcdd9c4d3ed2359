import { relative, resolve } from "node:path";
import { isEvalError, type AssayConfig } from "@assay/core";
import { judgeCheckNote, loadConfig, type RunSettings } from "@assay/core/run";
import type { CommandIo } from "../../io.ts";
import { installedPackage } from "../../project/installed-package.ts";
import { note, ok, problem, type Finding } from "./finding.ts";

export interface ConfigReading {
  readonly findings: readonly Finding[];
  /** Absent when the configuration cannot be used. */
  readonly settings?: RunSettings;
  readonly config?: AssayConfig;
}

/** Whether assay.config loads. */
export async function readConfig(root: string): Promise<ConfigReading> {
  try {
    const { settings, config, file } = await loadConfig(root);
    if (file !== undefined)
      return { settings, config, findings: [ok("config", `${relative(root, file)} loads`)] };
    const finding = note(
      "config",
      "there is no assay.config",
      "The defaults hold, and no model judges",
      "Write one: assay init",
    );
    return { settings, config, findings: [finding] };
  } catch (error) {
    if (!isEvalError(error)) throw error;
    const why = "No run starts, and no gate is evaluated";
    return { findings: [problem("config", error.message, why, remedyOf(error.message))] };
  }
}

/** Before anything is installed, nothing is wrong with the file. */
function remedyOf(message: string): string {
  const missing = /Cannot find (?:module|package) '(@assay\/[a-z]+)'/.exec(message)?.[1];
  return missing === undefined ? "Correct it" : `Install it: npm install --save-dev ${missing}`;
}

export interface JudgeSurroundings {
  readonly root: string;
  /** Whether an eval file asks the configured judge. */
  readonly judged: boolean;
  readonly environment: CommandIo["environment"];
}

/** Whether the judge can be asked: its package is there, and its key. */
export function checkJudge({ config }: ConfigReading, surroundings: JudgeSurroundings): Finding[] {
  if (config === undefined) return [];
  const { judge } = config;
  if (judge === undefined) return [noJudge(surroundings)];
  if (!isOpenAi(judge)) return [ok("judge", `judge "${judge.id}"`)];
  const findings = [...checkOpenAi(judge.id, surroundings)];
  return findings.length > 0 ? findings : [ok("judge", `judge "${judge.id}", with package and key`)];
}

/** Whether the last check of the judge is one of this judge, and it passed. */
export function checkJudgeCheck({ config, settings }: ConfigReading, root: string): Finding[] {
  if (settings === undefined) return [];
  const found = judgeCheckNote(config?.judge, resolve(root, settings.outputDir));
  if (found === undefined) return [];
  const why = "How often it lets a wrong text pass is known of the judge that was checked alone";
  return [note("judge-check", found, why, "Check it: assay judge check")];
}

function noJudge({ judged }: JudgeSurroundings): Finding {
  if (!judged) return ok("judge", "no eval file needs a configured judge");
  const why = "toPassJudge and toBeFaithfulTo are errors without one";
  const remedy = "Set judge in assay.config: lexical(), or openai({ model })";
  return problem("judge", "no judge is configured", why, remedy);
}

function* checkOpenAi(id: string, { root, environment }: JudgeSurroundings): Generator<Finding> {
  if (installedPackage("openai", root) === undefined) {
    const why = `Judge "${id}" calls its model through it`;
    const remedy = "Install it: npm install --save-dev openai";
    yield problem("judge-package", "the package openai is not installed", why, remedy);
  }
  const { OPENAI_API_KEY: key = "", OPENAI_BASE_URL: address = "" } = environment;
  if (key !== "" || address !== "") return;
  yield note(
    "judge-key",
    "OPENAI_API_KEY is not set here",
    `Unless the configuration passes a key, judge "${id}" cannot be asked: its cases are errors`,
    "Set it in the environment, in CI as a secret",
  );
}

/** By the name of its class: the model says nothing else about where it comes from, and must not. */
function isOpenAi(judge: object): boolean {
  return judge.constructor.name === "OpenAiChatModel";
}
