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
});
