import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { matchers } from "./index.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const names = Object.keys(matchers);
const files = readdirSync(new URL(".", import.meta.url)).filter((file) => /^to-[a-z-]+\.ts$/.test(file));

test("every matcher file is listed, and every matcher has its file", () => {
  expect(files.toSorted()).toEqual(names.map((name) => `${kebab(name)}.ts`).toSorted());
});

const projects = new URL("../../../../fixtures/projects/", import.meta.url);

/** The test files of all projects of a runner, as one text. */
const projectTests = (runner: string): string =>
  readdirSync(projects, { recursive: true, encoding: "utf8" })
    .filter((path) => path.startsWith(`${runner}-`) && /\.eval\.test\.[cm]?[jt]s$/.test(path))
    .map((path) => readFileSync(new URL(path, projects), "utf8"))
    .join("\n");
const tests = { vitest: projectTests("vitest"), jest: projectTests("jest") };

/** What the real runners showed, as inline snapshots. */
const shown = (runner: string): string =>
  ["tools", "metrics", "judges"]
    .map((area) => read(`../../../${runner}/src/${area}.peers.test.ts`))
    .join("\n");
/** Files that a compiler checks under each runner's types. */
const typed = {
  vitest: ["types.ts", "tools.ts"],
  "jest globals": ["globals.eval.test.ts", "tools-globals.eval.test.ts"],
  "jest injected": ["injected.eval.test.ts", "tools-injected.eval.test.ts"],
};

describe.each(names)("%s", (name) => {
  test("has a type, with documentation and an example", () => {
    const [documentation = ""] =
      new RegExp(`/\\*\\*(?:(?!\\*/)[^])*\\*/\\s*${name}\\(`).exec(read("./assay-matchers.ts")) ?? [];

    expect(documentation).toContain("@example");
  });

  test("has a test that passes, fails, passes negated and fails negated", () => {
    const path = `./${kebab(name)}.test.ts`;
    expect(existsSync(new URL(path, import.meta.url))).toBe(true);
    const titles = [...read(path).matchAll(/\btest(?:\.\w+)?\(\s*"([^"]+)"/g)].map(([, title = ""]) => title);

    expect(titles).toEqual(
      expect.arrayContaining(
        [/^passes (?!negated)/, /^fails (?!negated)/, /^passes negated/, /^fails negated/].map(
          (form) => expect.stringMatching(form) as string,
        ),
      ),
    );
  });

  test("stands in the documentation", () => {
    expect(read("../../../../docs/matchers.md")).toContain(`\`${name}(`);
  });

  test.each(["vitest", "jest"] as const)("holds and holds negated in a project of %s", (runner) => {
    expect(tests[runner]).toMatch(new RegExp(`expect\\([^;]*\\)\\.${name}\\(`));
    expect(tests[runner]).toContain(`.not.${name}(`);
  });

  test.each(["vitest", "jest"] as const)("shows how it fails and fails negated under %s", (runner) => {
    expect(shown(runner)).toContain(`expect(received).${name}(`);
    expect(shown(runner)).toContain(`expect(received).not.${name}(`);
  });

  test.each(Object.entries(typed))("has its type tested under %s", (variant, paths) => {
    const folder = new URL(`${variant.split(" ")[0]}-types/`, projects);
    const text = paths.map((path) => readFileSync(new URL(path, folder), "utf8")).join("\n");

    expect(text).toMatch(new RegExp(`\\.${name}\\(`));
  });
});
