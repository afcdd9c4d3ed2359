import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeFileAtomic } from "./write-file-atomic.ts";

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "assay-write-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("writes all chunks, and nothing beside the file", () => {
  const folder = scratch();

  writeFileAtomic(join(folder, "a.json"), ["one ", "two"], { mode: 0o600 });

  expect(readFileSync(join(folder, "a.json"), "utf8")).toBe("one two");
  expect(readdirSync(folder)).toEqual(["a.json"]);
  expect(statSync(join(folder, "a.json")).mode & 0o777).toBe(0o600);
});

test("leaves the file as it was when a chunk cannot be made", () => {
  const folder = scratch();
  const path = join(folder, "a.json");
  writeFileSync(path, "before");
  function* broken(): Generator<string> {
    yield "half";
    throw new Error("no more");
  }

  expect(() => writeFileAtomic(path, broken())).toThrow("no more");

  expect(readFileSync(path, "utf8")).toBe("before");
  expect(readdirSync(folder)).toEqual(["a.json"]);
});

test("keeps the mode of a file that exists", () => {
  const path = join(scratch(), "a.json");
  writeFileSync(path, "before");
  chmodSync(path, 0o640);

  writeFileAtomic(path, ["after"], { mode: 0o600 });

  expect(statSync(path).mode & 0o777).toBe(0o640);
});

test("throws the error of the file system where it cannot write", () => {
  expect(() => writeFileAtomic(join(scratch(), "none", "a.json"), ["x"])).toThrow("ENOENT");
});
