import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runExample } from "./run-example.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const readme = readFileSync(join(root, "README.md"), "utf8");
const lines = readme.split("\n");

test("shows code before line 30 and a terminal before line 40", () => {
  expect(lines.findIndex((line) => line.startsWith("```ts")) + 1).toBeLessThan(30);
  expect(lines.findIndex((line) => line.startsWith("```text")) + 1).toBeLessThan(40);
});

test("quotes its files as they are", () => {
  const quoted = [...readme.matchAll(/<!-- file: (\S+) -->\n```\w+\n([\s\S]*?)```/g)];

  expect(quoted.length).toBeGreaterThan(0);
  for (const [, path = "", text = ""] of quoted) {
    expect(text, path).toBe(readFileSync(join(root, path), "utf8"));
  }
});

test("shows what the quick start prints", async () => {
  const { exitCode, output } = await runExample("quick-start", "eval", ".");

  expect(exitCode).toBe(0);
  expect(steady(report(output))).toBe(steady(shown("quick-start")));
});

test("shows what the planted failure prints", async () => {
  const env = { SUPPORT_BREAK: "price" };
  const { output } = await runExample("support-assistant", "eval:vitest", "vitest", { env });

  expect(steady(report(output))).toBe(steady(shown("support-assistant, SUPPORT_BREAK=price")));
});

test("links to files that exist", () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = ""]) => path);

  for (const path of links) expect(() => readFileSync(join(root, path)), path).not.toThrow(/ENOENT/);
});

test("leads to every page of the docs", () => {
  const pages = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));

  expect(pages.filter((name) => !readme.includes(`](docs/${name})`))).toEqual([]);
});

function shown(name: string): string {
  return new RegExp(`<!-- output: ${name} -->\\n\`\`\`text\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? "";
}

/** Our block: what comes after the runner's own output. */
function report(output: string): string {
  return output.slice(output.search(/^ *assay\b/im));
}

/** Without what changes from run to run: times, their padding, the run's id. */
function steady(text: string): string {
  return text
    .replace(/\d+(?:\.\d+)? ?(?:ms|s|min)\b/g, "<time>")
    .replace(/\d{8}T\d{9}Z-[0-9a-f]{6}/g, "<run>")
    .replace(/[ ─]+/g, " ")
    .trim();
}
