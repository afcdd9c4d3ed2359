import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { runCommand } from "./main.ts";
import { memoryIo, scratchDirectory } from "./test-helpers/memory-io.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: { readonly [input: string]: unknown };
}

const root = join(import.meta.dirname, "../../..");
const page = readFileSync(join(root, "docs/ci.md"), "utf8");
const action = parse(readFileSync(join(root, "action/action.yml"), "utf8")) as {
  readonly inputs: { readonly [name: string]: { readonly default?: string } };
};
const files = [...page.matchAll(/```yaml\n# (\S+)\n(.*?)```/gs)].map(
  ([, name = "", text = ""]) => [name, parse(text, { strict: true }), text] as const,
);
const workflows = files.filter(([name]) => name.startsWith(".github/"));

test("every workflow of the page is YAML, whole, and asks for no more than it needs", () => {
  expect(files.map(([name]) => name)).toEqual([
    ".github/workflows/evals.yml",
    ".github/workflows/evals.yml",
    ".github/workflows/evals-comment.yml",
    ".gitlab-ci.yml",
  ]);
  for (const [, workflow, text] of workflows) {
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values<{ steps: Step[]; permissions: object; "timeout-minutes": number }>(
      workflow.jobs,
    )) {
      expect(job["timeout-minutes"]).toBeGreaterThan(0);
      expect(job.permissions).toHaveProperty("contents", "read");
      for (const { uses } of job.steps) if (uses !== undefined) expect(uses).toMatch(/^[\w./-]+@v\d+$/);
    }
    expect(text).not.toContain("pull_request_target");
    expect(text).not.toMatch(/run: .*\$\{\{ (?:github|inputs)/);
  }
});

test("the action is called with inputs that it has", () => {
  const calls = workflows.flatMap(([, { jobs }]) =>
    Object.values<{ steps: Step[] }>(jobs).flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses?.includes("/action@")),
    ),
  );

  expect(calls).toHaveLength(3);
  for (const { with: inputs = {} } of calls) {
    for (const name of Object.keys(inputs)) expect(action.inputs).toHaveProperty([name]);
  }
});

test("the page's table lists every input", () => {
  const listed = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);

  expect(new Set(listed)).toEqual(new Set(Object.keys(action.inputs)));
});

test("every command of the page is one that there is, with its options", async () => {
  const [, gitlab] = files.find(([name]) => name === ".gitlab-ci.yml") ?? [];
  const lines: string[] = Object.values<{ script?: string[] }>(gitlab).flatMap(({ script = [] }) => script);
  const commands = lines.flatMap((line) => /^npx assay ([^|]+?)(?: \|\||$)/.exec(line)?.[1] ?? []);

  expect(commands).toHaveLength(6);
  for (const command of commands) {
    const io = memoryIo(scratchDirectory());
    await runCommand(command.split(" "), io);
    expect(io.stderr(), command).not.toMatch(/unknown command|unknown option|is invalid/);
  }
});

test("no step of the action puts an expression into its script", () => {
  const { runs } = parse(readFileSync(join(root, "action/action.yml"), "utf8")) as {
    readonly runs: { readonly steps: readonly Step[] };
  };

  for (const { run = "" } of runs.steps) expect(run).not.toContain("${{");
});

test("what our own workflow and the action run cannot change under them: actions are pinned by commit", () => {
  const text = ["action/action.yml", ".github/workflows/ci.yml"]
    .map((file) => readFileSync(join(root, file), "utf8"))
    .join("\n");
  const uses = text.split("\n").filter((line) => /^\s*(?:- )?uses:/.test(line));

  expect(uses).toHaveLength(2);
  for (const line of uses) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});
