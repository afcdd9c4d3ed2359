import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const built = join(import.meta.dirname, "../../dist/cjs");

/** Prints which files of the built package those that are loaded would still load when they are first called. */
const script = `
const { readFileSync } = require("node:fs");
const { dirname, join, relative, resolve } = require("node:path");
const built = process.argv[1];
require(join(built, "adapter.js")).preloadChecks().then(() => {
  const loaded = Object.keys(require.cache).filter((file) => file.startsWith(built));
  const later = loaded.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/require\\("(\\.[^"]+)"\\)/g)]
      .map((found) => resolve(dirname(file), found[1]))
      .filter((wanted) => !loaded.includes(wanted))
      .map((wanted) => relative(built, wanted)));
  console.log(JSON.stringify([...new Set(later)].sort()));
});`;

test("once checks are loaded beforehand, only functions of authors load a file of ours", () => {
  const later: unknown = JSON.parse(
    execFileSync(process.execPath, ["-e", script, built], { encoding: "utf8" }),
  );

  expect(later).toEqual([
    "chunks/record-approval.js",
    "chunks/run-judge-check.js",
    "chunks/write-dataset.js",
  ]);
});
