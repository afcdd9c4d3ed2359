import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { encodeTerminal } from "@assay/core/report";
import type { Command } from "commander";
import type { CommandIo } from "../io.ts";
import { withJsonErrors } from "../print-json-error.ts";
import { installedPackage } from "../project/installed-package.ts";
import { projectFacts } from "../project/project-facts.ts";
import { checkJudge, checkJudgeCheck, readConfig } from "./doctor/check-config.ts";
import { checkCi, checkDatasets, checkEvals, checkIgnored, findEvalFiles } from "./doctor/check-files.ts";
import { checkLastRun } from "./doctor/check-last-run.ts";
import { checkCopies, checkNode, checkRunners } from "./doctor/check-packages.ts";
import { checkSetUp } from "./doctor/check-set-up.ts";
import type { Finding } from "./doctor/finding.ts";

export interface DoctorOptions {
  readonly root?: string;
  readonly json?: boolean;
}

/** Prints what is missing in a project and how to mend it; returns 0, 1 with a problem, 3 with a bad configuration. */
export function doctor(options: DoctorOptions, io: CommandIo): Promise<number> {
  return withJsonErrors(options.json, io, async () => {
    const root = resolve(io.cwd, options.root ?? ".");
    const findings = await examine(root, io);
    const problems = findings.filter(({ level }) => level === "problem");
    const healthy = problems.length === 0;
    if (options.json === true) io.out(`${JSON.stringify({ ok: healthy, findings }, null, 2)}\n`);
    else io.out(encodeTerminal(describe(findings)));
    if (problems.some(({ check }) => check === "config")) return 3;
    return healthy ? 0 : 1;
  });
}

async function examine(root: string, io: CommandIo): Promise<Finding[]> {
  const facts = projectFacts(root);
  const reading = await readConfig(root);
  const { settings } = reading;
  const files = findEvalFiles(root);
  const own = installedPackage("@assay/core", dirname(fileURLToPath(import.meta.url)));
  return [
    checkNode(process.version),
    ...checkRunners(facts),
    ...checkCopies(facts, own),
    ...(await checkSetUp(facts, settings)),
    ...reading.findings,
    ...checkJudge(reading, { root, judged: files.judged, environment: io.environment }),
    ...checkJudgeCheck(reading, root),
    checkEvals(files),
    ...(await checkDatasets(root, files, settings)),
    ...(settings === undefined ? [] : [checkIgnored(root, settings), checkLastRun(facts, settings)]),
    checkCi(root),
  ];
}

const marks = { ok: "ok      ", note: "NOTE    ", problem: "PROBLEM " };

function describe(findings: readonly Finding[]): string {
  const lines = findings.map(({ level, what, why, remedy }) => {
    const head = `${marks[level]} ${what.replaceAll("\n", "\n         ")}\n`;
    return level === "ok" ? head : `${head}           why:  ${why}\n           mend: ${remedy}\n`;
  });
  const problems = findings.filter(({ level }) => level === "problem").length;
  const notes = findings.filter(({ level }) => level === "note").length;
  const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
  return `${lines.join("")}\n${count(problems, "problem")}, ${count(notes, "note")}\n`;
}

const examples = `
Asks the runner for its own view of its configuration, loads assay.config and every *.cases.* dataset, and looks at the newest run.
Exit code: 0 no problem, 1 a problem, 3 the configuration cannot be used.

Examples:
  $ assay doctor
  $ assay doctor --root packages/assistant
  $ assay doctor --json
`;

/** Adds `assay doctor` to `program`; `done` receives the exit code. */
export function registerDoctor(program: Command, io: CommandIo, done: (exitCode: number) => void): void {
  program
    .command("doctor")
    .description("say what is missing in a project, and how to mend it")
    .option("--json", "print the findings as JSON")
    .option("--root <directory>", "the directory of the project (default: the working directory)")
    .addHelpText("after", examples)
    .action(async (options: DoctorOptions) => done(await doctor(options, io)));
}
