import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runProject, type Peer } from "../../../../fixtures/run-project.ts";
import { runCommand } from "../main.ts";
import { memoryIo } from "../test-helpers/memory-io.ts";
import type { Finding } from "./doctor/finding.ts";

type Files = Readonly<Record<string, string>>;

/** What `assay doctor` finds in a project of `files` that lies where the runner's packages are installed. */
async function findings(
  peer: Peer,
  files: Files,
  args: readonly string[] = ["--version"],
): Promise<readonly Finding[]> {
  const { directory } = await runProject({ peer, project: "init-empty", args, files });
  const io = memoryIo(directory);
  await runCommand(["doctor", "--json"], io);
  return (JSON.parse(io.stdout()) as { readonly findings: readonly Finding[] }).findings;
}

const manifest = (runner: string): Files => ({
  "package.json": JSON.stringify({ private: true, type: "module", devDependencies: { [runner]: "*" } }),
});
const setUp = (found: readonly Finding[]): unknown => found.find(({ check }) => check === "set-up");

describe.each(["vitest-4", "vitest-5"] as const)("%s", (peer) => {
  const config = (text: string): Files => ({ ...manifest("vitest"), "vitest.config.mjs": text });
  const plugin = 'import { assay } from "@assay/vitest/plugin";\n';

  test("the plugin is seen", async () => {
    expect(setUp(await findings(peer, config(`${plugin}export default { plugins: [assay()] };`)))).toEqual({
      check: "set-up",
      level: "ok",
      what: "Vitest loads the plugin",
    });
  });

  test("a plugin that is imported and not used is missing", async () => {
    expect(
      setUp(await findings(peer, config(`${plugin}export default { plugins: [] }; void assay;`))),
    ).toMatchObject({
      level: "problem",
      what: "Vitest does not load the plugin",
    });
  });

  test("set-up file and reporter do as well", async () => {
    const test = { setupFiles: ["@assay/vitest/setup"], reporters: ["default", "@assay/vitest/reporter"] };

    expect(
      setUp(await findings(peer, config(`export default { test: ${JSON.stringify(test)} };`))),
    ).toMatchObject({
      level: "ok",
      what: "Vitest loads set-up file and reporter",
    });
  });

  test("a project with evals that does not inherit the plugin is told by name", async () => {
    const files = {
      ...config(`${plugin}export default { plugins: [assay()], test: { projects: ["a", "b", "c"] } };`),
      "a/vitest.config.mjs": "export default {};",
      "a/answers.eval.test.js": "",
      "b/vitest.config.mjs": `${plugin}export default { plugins: [assay()] };`,
      "b/answers.eval.test.js": "",
      "c/vitest.config.mjs": "export default {};",
      "c/other.test.js": "",
    };

    expect(setUp(await findings(peer, files))).toMatchObject({
      level: "problem",
      what: 'Vitest does not load the plugin in project "a"',
    });
    const listed = { ...files, "a/vitest.config.mjs": files["b/vitest.config.mjs"] };
    expect(
      setUp(
        await findings(peer, {
          ...listed,
          "vitest.config.mjs": 'export default { test: { projects: ["a", "b", "c"] } };',
        }),
      ),
    ).toMatchObject({ level: "ok", what: "Vitest loads the plugin in each project that has evals" });
  });

  test("a configuration that throws is told", async () => {
    expect(setUp(await findings(peer, config('throw new Error("broken here");')))).toMatchObject({
      level: "problem",
      what: expect.stringContaining("broken here"),
    });
  });
});

describe.each(["jest-29", "jest-30"] as const)("%s", (peer) => {
  const config = (value: object): Files => ({
    ...manifest("jest"),
    "jest.config.cjs": `module.exports = ${JSON.stringify(value)};`,
  });

  test("the preset is seen", async () => {
    expect(setUp(await findings(peer, config({ preset: "@assay/jest" })))).toEqual({
      check: "set-up",
      level: "ok",
      what: "Jest loads set-up file and reporter",
    });
  });

  test("shards by case need our sequencer, which the preset brings", async () => {
    const byCase = { "assay.config.mjs": 'export default { shardBy: "case" };' };
    const parts = {
      setupFilesAfterEnv: ["@assay/jest/setup"],
      reporters: ["default", "@assay/jest/reporter"],
    };
    const problems = async (value: object): Promise<readonly string[]> =>
      (await findings(peer, { ...config(value), ...byCase }))
        .filter(({ check, level }) => check === "set-up" && level === "problem")
        .map(({ what }) => what);

    expect(await problems({ preset: "@assay/jest" })).toEqual([]);
    expect(await problems({ ...parts, testSequencer: "@assay/jest/sequencer" })).toEqual([]);
    expect(await problems(parts)).toEqual([
      'shardBy is "case", and Jest\'s testSequencer hands each test file to one shard',
    ]);
  });

  test("reporters of the project's own drop ours", async () => {
    const own = { preset: "@assay/jest", reporters: ["default"] };

    expect(setUp(await findings(peer, config(own)))).toMatchObject({
      level: "problem",
      what: expect.stringContaining("does not load the reporter"),
      remedy: expect.stringContaining("@assay/jest/reporter"),
    });
  });

  test("no part at all", async () => {
    expect(setUp(await findings(peer, config({})))).toMatchObject({
      level: "problem",
      what: "Jest loads neither set-up file nor reporter",
    });
  });

  test("a set-up file that one of two projects lacks", async () => {
    const value = {
      reporters: ["default", "@assay/jest/reporter"],
      projects: [{ displayName: "a", setupFilesAfterEnv: ["@assay/jest/setup"] }, { displayName: "b" }],
    };

    expect(setUp(await findings(peer, config(value)))).toMatchObject({
      level: "problem",
      what: "Jest does not load the set-up file in each of its projects",
    });
  });
});

test("a project that assay init set up has no problem, until its configuration has one", async () => {
  const { directory } = await runProject({
    peer: "vitest-4",
    project: "init-empty",
    args: ["--version"],
    files: manifest("vitest"),
  });
  await runCommand(["init"], memoryIo(directory));

  const healthy = builtDoctor(directory);
  writeFileSync(join(directory, "assay.config.js"), "export default { judgee: 1 };");
  const broken = builtDoctor(directory);

  expect(healthy.stdout).not.toContain("PROBLEM");
  expect(healthy.stdout).toContain("ok       assay.config.js loads");
  expect(healthy.status).toBe(0);
  expect(broken.stdout).toContain("judgee is no setting");
  expect(broken.status).toBe(3);
});

/** Of the built command: from source, a configuration would find the built packages' sources. */
function builtDoctor(cwd: string): { readonly status: number | null; readonly stdout: string } {
  const bin = join(import.meta.dirname, "../../bin/assay.mjs");
  return spawnSync(process.execPath, [bin, "doctor"], { cwd, encoding: "utf8" });
}
