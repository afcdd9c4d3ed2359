import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

interface ActionStep {
  readonly id?: string;
  readonly if?: string;
  readonly shell: string;
  readonly run: string;
  readonly env?: { readonly [name: string]: string };
  readonly "working-directory"?: string;
}

interface Action {
  readonly inputs: { readonly [name: string]: { readonly default?: string } };
  readonly outputs: { readonly [name: string]: { readonly value: string } };
  readonly runs: { readonly using: string; readonly steps: readonly ActionStep[] };
}

const action = parse(
  readFileSync(join(import.meta.dirname, "../../../../action/action.yml"), "utf8"),
) as Action;

export interface ActionRun {
  readonly exitCode: number;
  readonly log: string;
  readonly outputs: { readonly [name: string]: string };
  readonly stepSummary: string;
}

export interface RunActionOptions {
  /** The work space of the job. */
  readonly workspace: string;
  readonly inputs?: { readonly [name: string]: string };
  readonly environment: { readonly [name: string]: string };
}

/** Runs the composite action's steps one after the other as the runner does: bash with `-eo pipefail`, until one fails. */
export async function runAction({
  workspace,
  inputs = {},
  environment,
}: RunActionOptions): Promise<ActionRun> {
  const files = join(workspace, ".runner");
  mkdirSync(files, { recursive: true });
  const summaryFile = join(files, "summary.md");
  writeFileSync(summaryFile, "");
  const known = new Map<string, string>();
  for (const [name, { default: value = "" }] of Object.entries(action.inputs))
    known.set(`inputs.${name}`, value);
  for (const [name, value] of Object.entries(inputs)) known.set(`inputs.${name}`, value);
  let [exitCode, log] = [0, ""];
  for (const [index, step] of action.runs.steps.entries()) {
    if (exitCode !== 0 || (step.if !== undefined && expand(step.if, known) !== "true")) continue;
    const outputFile = join(files, `output-${index}`);
    const script = join(files, `step-${index}.sh`);
    writeFileSync(outputFile, "");
    writeFileSync(script, step.run);
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, expand(value, known)]);
    const ended = await bash(script, resolve(workspace, expand(step["working-directory"] ?? ".", known)), {
      ...environment,
      GITHUB_ACTIONS: "true",
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: outputFile,
      GITHUB_STEP_SUMMARY: summaryFile,
      ...(Object.fromEntries(own) as { readonly [name: string]: string }),
    });
    exitCode = ended.exitCode;
    log += ended.log;
    for (const line of readFileSync(outputFile, "utf8").split("\n")) {
      const equals = line.indexOf("=");
      if (equals > 0) known.set(`steps.${step.id}.outputs.${line.slice(0, equals)}`, line.slice(equals + 1));
    }
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, expand(value, known)]);
  return {
    exitCode,
    log,
    outputs: Object.fromEntries(outputs) as ActionRun["outputs"],
    stepSummary: readFileSync(summaryFile, "utf8"),
  };
}

/** `${{ inputs.x }}` and `${{ inputs.x == 'y' }}`: all that the action uses. */
function expand(text: string, known: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$\{\{\s*([\w.-]+)(?:\s*==\s*'([^']*)')?\s*\}\}/g,
    (_, name: string, other?: string) => {
      const value = name === "github.token" ? "secret-token" : (known.get(name) ?? "");
      return other === undefined ? expand(value, new Map()) : String(value === other);
    },
  );
}

function bash(
  script: string,
  cwd: string,
  env: { readonly [name: string]: string },
): Promise<{ readonly exitCode: number; readonly log: string }> {
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (log += text));
  }
  return new Promise((done, reject) => {
    child.on("error", reject);
    child.on("close", (code) => done({ exitCode: code ?? 1, log }));
  });
}
