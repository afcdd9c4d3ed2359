import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { runCommand } from "../main.ts";
import { memoryIo, scratchDirectory, type MemoryIo } from "../test-helpers/memory-io.ts";

type Files = Readonly<Record<string, string>>;

function project(dependencies: readonly string[], files: Files = {}, fields: object = {}): string {
  const root = scratchDirectory();
  const manifest = {
    ...fields,
    devDependencies: Object.fromEntries(dependencies.map((name) => [name, "*"])),
  };
  for (const [path, text] of Object.entries({ "package.json": JSON.stringify(manifest), ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

async function init(root: string, ...args: string[]): Promise<{ code: number; io: MemoryIo }> {
  const io = memoryIo(root);
  return { code: await runCommand(["init", ...args], io), io };
}

function filesIn(root: string): string[] {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted();
}

test("writes configuration, example, CI job and the ignored directory, and says what comes next", async () => {
  const root = project(["vitest", "typescript"], { "pnpm-lock.yaml": "" }, { type: "module" });

  const { code, io } = await init(root);

  expect(code).toBe(0);
  expect(filesIn(root)).toEqual([
    ".github/workflows/evals.yml",
    ".gitignore",
    "assay.config.ts",
    "evals/example.cases.jsonl",
    "evals/example.eval.test.ts",
    "package.json",
    "pnpm-lock.yaml",
    "vitest.config.ts",
  ]);
  expect(io.stdout()).toMatchInlineSnapshot(`
    "Assay for vitest
      wrote     assay.config.ts
      wrote     vitest.config.ts
      wrote     evals/example.eval.test.ts
      wrote     evals/example.cases.jsonl
      wrote     .github/workflows/evals.yml
      added to  .gitignore

    Next
      1. Install: pnpm add --save-dev @assay/vitest @assay/cli
      2. Run the evals: pnpm exec vitest run
      3. Put your application in the place of answer() in evals/, and its questions into evals/example.cases.jsonl
      4. See what is missing: npx assay doctor
    "
  `);
  expect(readFileSync(join(root, ".github/workflows/evals.yml"), "utf8")).toMatchInlineSnapshot(`
    "name: evals
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
              node-version: 24
          - run: corepack enable
          - run: pnpm install --frozen-lockfile
          - run: pnpm exec vitest run
            env:
              OPENAI_API_KEY: \${{ secrets.OPENAI_API_KEY }}
          # Judges what is on disk, also when the runner itself died: 1 is a quality failure, 2 is inconclusive or incomplete.
          - run: pnpm exec assay gate
            if: always()
          - uses: actions/upload-artifact@v4
            if: always()
            with:
              name: assay-run
              path: .assay/runs
              include-hidden-files: true
    "
  `);
});

test("a configuration of the runner that is there is not touched, and the lines to add are printed", async () => {
  const own = "export default { test: { globals: true } };\n";
  const root = project(["vitest"], { "vite.config.ts": own });

  const { io } = await init(root);
  const forced = await init(root, "--force");

  expect(readFileSync(join(root, "vite.config.ts"), "utf8")).toBe(own);
  expect(existsSync(join(root, "vitest.config.mjs"))).toBe(false);
  expect(io.stdout()).toContain("Add to vite.config.ts:");
  expect(forced.io.stdout()).toContain("plugins: [assay()]");
});

test("a Jest configuration with a preset of its own gets both parts", async () => {
  const root = project(["jest"], { "jest.config.js": 'module.exports = { preset: "ts-jest" };' });

  expect((await init(root)).io.stdout()).toContain('reporters: ["default", "@assay/jest/reporter"]');
});

test("Jest's configuration in package.json counts", async () => {
  const root = project(["jest"], {}, { jest: { verbose: true } });

  expect((await init(root)).io.stdout()).toContain("Add to package.json:");
});

test("keeps what is there; --force replaces it", async () => {
  const root = project(["vitest"], { "evals/example.cases.jsonl": "mine" });

  const first = await init(root);
  const kept = readFileSync(join(root, "evals/example.cases.jsonl"), "utf8");
  await init(root, "--force");

  expect(first.io.stdout()).toContain("kept      evals/example.cases.jsonl (it is there already");
  expect(kept).toBe("mine");
  expect(readFileSync(join(root, "evals/example.cases.jsonl"), "utf8")).toContain("refund");
});

test("a configuration by another name is enough", async () => {
  const root = project(["vitest"], { "assay.config.json": "{}" });

  await init(root);

  expect(filesIn(root).filter((name) => name.startsWith("assay.config"))).toEqual(["assay.config.json"]);
});

test("a second init changes nothing", async () => {
  const root = project(["jest"]);
  await init(root);
  const before = filesIn(root).map((name) => readFileSync(join(root, name), "utf8"));

  const { code } = await init(root);

  expect(code).toBe(0);
  expect(filesIn(root).map((name) => readFileSync(join(root, name), "utf8"))).toEqual(before);
});

test.each([
  ["jest", "jest.config.js"],
  ["vitest", "vitest.config.mjs"],
])("a second init for %s lists every file as kept, %s too", async (runner, config) => {
  const root = project([runner], { ".gitlab-ci.yml": "" });
  const first = await init(root, "--json");
  const second = await init(root, "--json");

  const done = ({ io }: { io: MemoryIo }): [string, string][] =>
    (JSON.parse(io.stdout()) as { files: { path: string; done: string }[] }).files
      .map((file): [string, string] => [file.path, file.done])
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
  expect(done(first).map(([path]) => path)).toContain(config);
  expect(done(second)).toEqual(done(first).map(([path]) => [path, "kept"]));
  const { io } = await init(root);
  expect(io.stdout()).toContain(`kept      ${config} (it is there already)\n`);
});

test("--dry-run lists what it would write and writes nothing", async () => {
  const root = project(["vitest"]);

  const { io } = await init(root, "--dry-run");

  expect(io.stdout()).toContain("would write   assay.config.mjs");
  expect(filesIn(root)).toEqual(["package.json"]);
});

test.each([
  [["vitest", "jest"], "names both vitest and jest"],
  [[], "names neither vitest nor jest"],
])("with %j it asks for --runner", async (dependencies, message) => {
  const root = project(dependencies);

  const refused = await init(root);
  const told = await init(root, "--runner", "jest");

  expect(refused.code).toBe(3);
  expect(refused.io.stderr()).toContain(message);
  expect(told.code).toBe(0);
});

test.each([
  [{ ".gitlab-ci.yml": "stages: []\n" }, ".gitlab/evals.yml"],
  [{ ".git/config": "url = git@gitlab.com:a/b.git" }, ".gitlab-ci.yml"],
  [{ ".git/config": "url = git@github.com:a/b.git" }, ".github/workflows/evals.yml"],
])("of %j it makes the CI job %s", async (files, job) => {
  const root = project(["vitest"], files);

  await init(root);

  expect(readFileSync(join(root, job), "utf8")).toContain("npx assay gate");
  for (const [path, text] of Object.entries(files)) expect(readFileSync(join(root, path), "utf8")).toBe(text);
});

test.each([
  ["true", "true", 0],
  ["exit 1", "true", 1],
  ["true", "exit 2", 2],
  ["exit 1", "exit 2", 1],
  ["kill -9 $$", "exit 2", 137],
])("the GitLab job fails with the tests or the gate: %s, then %s is %i", async (tests, gate, code) => {
  const root = project(["vitest"], {
    ".gitlab-ci.yml": "stages: []\n",
    "bin/npx": `#!/bin/sh\necho "$@" >> calls\nif [ "$1" = assay ]; then ${gate}; else ${tests}; fi\n`,
  });
  await init(root);
  const { evals } = parse(readFileSync(join(root, ".gitlab/evals.yml"), "utf8")) as {
    readonly evals: { readonly script: readonly string[] };
  };
  chmodSync(join(root, "bin/npx"), 0o755);

  // As GitLab's runner does: all lines in one shell that stops at the first failure.
  const { status } = spawnSync("bash", ["-c", ["set -eo pipefail", ...evals.script].join("\n")], {
    cwd: root,
    env: { PATH: `${join(root, "bin")}:${process.env["PATH"]}` },
  });

  expect(status).toBe(code);
  expect(readFileSync(join(root, "calls"), "utf8")).toMatch(/^vitest run.*\nassay gate\n$/);
});

test("without package.json it is refused with 3, also as JSON", async () => {
  const root = scratchDirectory();

  const { code, io } = await init(root, "--json");

  expect(code).toBe(3);
  expect(JSON.parse(io.stdout())).toMatchObject({ ok: false, error: { code: "CONFIG_UNREADABLE" } });
});

test("a .gitignore keeps its lines, the last without an end, too", async () => {
  const root = project(["vitest"], { ".gitignore": "dist" });

  await init(root);

  expect(readFileSync(join(root, ".gitignore"), "utf8")).toBe("dist\n.assay/\n");
});
