import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PackageManager, ProjectFacts, RunnerName } from "../../project/project-facts.ts";
import type { StarterFile } from "./starter-files.ts";

export type CiName = "github" | "gitlab" | "none";

/** The CI of the project in `root`, by what is in it; GitHub where nothing says. */
export function findCi(root: string): CiName {
  if (existsSync(join(root, ".gitlab-ci.yml"))) return "gitlab";
  if (existsSync(join(root, ".github"))) return "github";
  const gitConfig = join(root, ".git", "config");
  const remotes = existsSync(gitConfig) ? readFileSync(gitConfig, "utf8") : "";
  return /gitlab/i.test(remotes) ? "gitlab" : "github";
}

/** The job that runs the evals and judges them, and what a person has to add where it cannot stand alone. */
export function ciJob(
  ci: CiName,
  facts: ProjectFacts,
  runner: RunnerName,
  test: string,
): { readonly file: StarterFile; readonly include?: string } | undefined {
  if (ci === "none") return undefined;
  const { setUp, install, gate } = commands[facts.packageManager];
  if (ci === "github") {
    return {
      file: { path: ".github/workflows/evals.yml", text: github({ setUp, install, gate, test, runner }) },
    };
  }
  const text = gitlab({ setUp, install, gate, test, runner });
  const alone = !existsSync(join(facts.root, ".gitlab-ci.yml"));
  if (alone) return { file: { path: ".gitlab-ci.yml", text } };
  return { file: { path: ".gitlab/evals.yml", text }, include: "include:\n  - local: .gitlab/evals.yml" };
}

interface Commands {
  /** What makes the package manager available. */
  readonly setUp?: string | undefined;
  readonly install: string;
  readonly gate: string;
}

const commands: { readonly [Name in PackageManager]: Commands } = {
  npm: { install: "npm ci", gate: "npx assay gate" },
  pnpm: {
    setUp: "corepack enable",
    install: "pnpm install --frozen-lockfile",
    gate: "pnpm exec assay gate",
  },
  yarn: { setUp: "corepack enable", install: "yarn install --immutable", gate: "yarn exec assay gate" },
  bun: {
    setUp: "npm install --global bun",
    install: "bun install --frozen-lockfile",
    gate: "bun x assay gate",
  },
};

interface Job extends Commands {
  readonly test: string;
  readonly runner: RunnerName;
}

const node = 24;

function github({ setUp, install, test, gate }: Job): string {
  const lines = [setUp, install].filter((line) => line !== undefined).map((line) => `      - run: ${line}\n`);
  return `name: evals
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  evals:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: ${node}
${lines.join("")}      - run: ${test}
        env:
          OPENAI_API_KEY: \${{ secrets.OPENAI_API_KEY }}
      # Judges what is on disk, also when the runner itself died: 1 is a quality failure, 2 is inconclusive or incomplete.
      - run: ${gate}
        if: always()
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: assay-run
          path: .assay/runs
          include-hidden-files: true
`;
}

function gitlab({ setUp, install, test, gate }: Job): string {
  const before = [setUp, install].filter((line) => line !== undefined).map((line) => `    - ${line}\n`);
  return `evals:
  image: node:${node}
  timeout: 30 minutes
  before_script:
${before.join("")}  script:
    # The gate judges what is on disk, also when the runner itself died; the job fails when one of the two does.
    # (GitLab takes no result from after_script.)
    - ${test} || failed=$?
    - ${gate} || failed=\${failed:-$?}
    - exit \${failed:-0}
  artifacts:
    when: always
    paths:
      - .assay/runs
`;
}
