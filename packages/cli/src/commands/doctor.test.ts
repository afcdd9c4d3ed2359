import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { CommandIo } from "../io.ts";
import { runCommand } from "../main.ts";
import { memoryIo, recordRun, scratchDirectory } from "../test-helpers/memory-io.ts";
import { checkNode } from "./doctor/check-packages.ts";
import type { Finding } from "./doctor/finding.ts";

type Files = Readonly<Record<string, string>>;

const manifest = (name: string, version: string): string => JSON.stringify({ name, version });
const healthy: Files = {
  "package.json": '{"devDependencies":{"vitest":"*","@assay/vitest":"*"}}',
  ".gitignore": ".assay/\n",
  ".gitlab-ci.yml": "script: npx assay gate\n",
  "assay.config.json": "{}",
  "evals/a.eval.test.ts": "",
  "evals/a.cases.jsonl": '{"id":"a","input":1}\n',
};

function project(files: Files): string {
  const root = scratchDirectory();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

async function examine(
  files: Files,
  fields: Partial<CommandIo> = {},
): Promise<{ readonly code: number; readonly found: (check: string) => readonly Finding[] }> {
  const io = memoryIo(project(files), fields);
  const code = await runCommand(["doctor", "--json"], io);
  const { findings } = JSON.parse(io.stdout()) as { readonly findings: readonly Finding[] };
  return { code, found: (check) => findings.filter((finding) => finding.check === check) };
}

test("every note and problem says why it matters and how to mend it", async () => {
  const io = memoryIo(project({ "package.json": "{}" }));

  expect(await runCommand(["doctor"], io)).toBe(1);
  expect(
    io
      .stdout()
      .replace(process.version, "<version>")
      .replace(/core, [\d.]+/, "core, <version>"),
  ).toMatchInlineSnapshot(`
    "ok       Node <version>
    PROBLEM  package.json names no test runner
               why:  Evals are tests of Vitest or Jest
               mend: Install one: npm install --save-dev vitest @assay/vitest
    ok       one copy of @assay/core, <version>
    NOTE     there is no assay.config
               why:  The defaults hold, and no model judges
               mend: Write one: assay init
    ok       no eval file needs a configured judge
    NOTE     there is no *.eval.test.* file
               why:  A run without cases is inconclusive
               mend: Write one: assay init makes an example
    NOTE     .assay/ is not in .gitignore
               why:  Runs hold inputs and outputs, and change with every run
               mend: Add the line .assay/
    NOTE     there is no run yet
               why:  Nothing was evaluated here
               mend: Run the evals: npx vitest run, npx jest
    NOTE     no CI job names assay
               why:  Where the runner itself dies, only assay gate says that the run is not complete
               mend: Add one: assay init --ci github or --ci gitlab

    1 problem, 5 notes
    "
  `);
});

test.each([
  ["v20.19.0", "ok"],
  ["v20.18.3", "problem"],
  ["v22.11.0", "problem"],
  ["v22.12.0", "ok"],
  ["v21.7.0", "problem"],
  ["v24.1.0", "ok"],
])("Node %s: %s", (version, level) => {
  expect(checkNode(version).level).toBe(level);
});

test.each([
  ["vitest", "4.1.12", "ok"],
  ["vitest", "5.1.1", "ok"],
  ["vitest", "4.0.9", "problem"],
  ["vitest", "3.2.7", "problem"],
  ["jest", "29.7.0", "ok"],
  ["jest", "30.5.2", "ok"],
  ["jest", "28.1.0", "problem"],
])("%s %s: %s", async (runner, version, level) => {
  const { found } = await examine({
    "package.json": JSON.stringify({ devDependencies: { [runner]: "*" } }),
    [`node_modules/${runner}/package.json`]: manifest(runner, version),
  });

  expect(found("runner")).toMatchObject([{ level }]);
  expect(found("adapter")).toMatchObject([{ level: "problem", what: `@assay/${runner} is not installed` }]);
});

test("a member of a workspace uses the runner that the workspace installed", async () => {
  const root = project({
    "node_modules/vitest/package.json": manifest("vitest", "4.1.12"),
    "node_modules/jest/package.json": manifest("jest", "30.5.2"),
    "node_modules/@assay/vitest/package.json": manifest("@assay/vitest", "0.0.0"),
    "packages/app/package.json": '{"devDependencies":{"@assay/vitest":"*"}}',
  });
  const io = memoryIo(join(root, "packages/app"));
  await runCommand(["doctor", "--json"], io);
  const { findings } = JSON.parse(io.stdout()) as { readonly findings: readonly Finding[] };

  expect(findings.filter(({ check }) => check === "runner")).toMatchObject([
    { level: "ok", what: "vitest 4.1.12" },
  ]);
});

test("two versions of the engine are a problem", async () => {
  const { code, found } = await examine({
    ...healthy,
    "node_modules/@assay/vitest/package.json": manifest("@assay/vitest", "1.0.0"),
    "node_modules/@assay/vitest/node_modules/@assay/core/package.json": manifest("@assay/core", "1.0.0"),
    "node_modules/@assay/core/package.json": manifest("@assay/core", "2.0.0"),
  });

  expect(code).toBe(1);
  expect(found("copies")).toMatchObject([
    { level: "problem", what: expect.stringContaining("1.0.0 and 2.0.0") },
  ]);
});

test("a bad configuration is told with every mistake, and exits with 3", async () => {
  const { code, found } = await examine({ ...healthy, "assay.config.json": '{"judgee":1}' });

  expect(code).toBe(3);
  expect(found("config")).toMatchObject([{ level: "problem", what: expect.stringContaining("judgee") }]);
});

test("a broken dataset is told by file and line; one with a partition of its own is a note", async () => {
  const { code, found } = await examine({
    ...healthy,
    "evals/a.cases.jsonl": '{"id":"a","input":1}\n{"id":"a","input":2}\n',
    "evals/b.cases.jsonl": '{"id":"a","input":1,"partition":"smoke"}\n',
  });

  expect(code).toBe(1);
  expect(found("datasets")).toMatchObject([
    { level: "problem", what: expect.stringContaining("evals/a.cases.jsonl:2:") },
    { level: "note", what: expect.stringContaining("smoke") },
  ]);
});

test("a dataset with a partition of its own is a problem where anything else is wrong with it", async () => {
  const { code, found } = await examine({
    ...healthy,
    "evals/a.cases.jsonl": '{"id":"a","input":1,"partition":"smoke"}\n{"id":"b","input":1\n',
  });

  expect(code).toBe(1);
  expect(found("datasets")).toMatchObject([
    { level: "problem", what: expect.stringContaining("2 problems") },
  ]);
});

test("an eval file that asks a judge needs one", async () => {
  const asking = { ...healthy, "evals/a.eval.test.ts": "await expect(text).toPassJudge(resolves);" };

  expect((await examine(asking)).found("judge")).toMatchObject([
    { level: "problem", what: "no judge is configured" },
  ]);
});

test.each(["{ model: judge }", "{ input, model }", "{ jury: [a, b, c] }"])(
  "an eval file whose matchers name their model needs none of the configuration: %s",
  async (options) => {
    const asking = {
      ...healthy,
      "evals/a.eval.test.ts": `await expect(text).toPassJudge(resolves, ${options});`,
    };

    expect((await examine(asking)).found("judge")).toMatchObject([{ level: "ok" }]);
  },
);

test("a judge of OpenAI needs its package and its key", async () => {
  const model = 'class OpenAiChatModel { id = "gpt-5-mini"; family = "gpt"; complete() {} }';
  const { "assay.config.json": _json, ...rest } = healthy;
  const files = { ...rest, "assay.config.mjs": `${model}\nexport default { judge: new OpenAiChatModel() };` };

  const without = await examine(files);
  const withBoth = await examine(
    { ...files, "node_modules/openai/package.json": manifest("openai", "7.0.0") },
    { environment: { OPENAI_API_KEY: "sk-secret" } },
  );

  expect(without.found("judge-package")).toMatchObject([{ level: "problem" }]);
  expect(without.found("judge-key")).toMatchObject([{ level: "note" }]);
  expect(withBoth.found("judge")).toMatchObject([{ level: "ok" }]);
  expect(JSON.stringify(withBoth.found("judge"))).not.toContain("sk-secret");
});

test("the newest run is looked at", async () => {
  const root = project(healthy);
  recordRun(root, "pass", { sealed: false });
  const io = memoryIo(root);

  await runCommand(["doctor"], io);

  expect(io.stdout()).toMatch(/NOTE +run \S+ is not sealed/);
});

test.each([
  [".assay/", "ok"],
  ["/.assay", "ok"],
  ["node_modules\r\n.assay/**\r\n", "ok"],
  ["assay/", "note"],
])("with %j in .gitignore it says %s", async (text, level) => {
  expect((await examine({ ...healthy, ".gitignore": text })).found("gitignore")).toMatchObject([{ level }]);
});

test("a model of the user's own is taken as it is", async () => {
  const { "assay.config.json": _json, ...rest } = healthy;
  const judge = 'export default { judge: { id: "mine", family: "own", complete() {} } };';

  const { found } = await examine({ ...rest, "assay.config.mjs": judge });

  expect(found("judge")).toMatchObject([{ level: "ok", what: 'judge "mine"' }]);
});

test.each([
  ["another one", { verdict: "pass", judgeHash: "of-another", reasons: [] }, "the judge is another one"],
  ["not readable", "{}", undefined],
])("a judge whose last check is %s", async (_name, check, what) => {
  const { "assay.config.json": _json, ...rest } = healthy;
  const judge = 'export default { judge: { id: "mine", family: "own", complete() {} } };';
  const stored =
    typeof check === "string" ? check : JSON.stringify({ schema: "assay.judge-check/1", ...check });

  const { found } = await examine({
    ...rest,
    "assay.config.mjs": judge,
    ".assay/judge-check.json": stored,
  });

  expect(found("judge-check").map((finding) => finding.what.slice(0, 24))).toEqual(
    what === undefined ? [] : [what],
  );
});
