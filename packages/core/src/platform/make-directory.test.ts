import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeDirectory } from "./make-directory.ts";

const scratch = mkdtempSync(join(tmpdir(), "assay-make-directory-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test("makes all that is missing, with the mode, and leaves alone what is there", () => {
  const path = join(scratch, "a", "b", "c");

  makeDirectory(path, 0o700);
  makeDirectory(path);

  expect(statSync(path).isDirectory()).toBe(true);
  if (process.platform !== "win32") expect(statSync(join(scratch, "a")).mode & 0o777).toBe(0o700);
});

test("a file in the way is an error, as itself and above", () => {
  const file = join(scratch, "file");
  writeFileSync(file, "");

  expect(() => makeDirectory(file)).toThrow("EEXIST");
  expect(() => makeDirectory(join(file, "below"))).toThrow("ENOTDIR");
});

test.skipIf(process.platform === "win32")("a link to nowhere is an error", () => {
  const link = join(scratch, "link");
  symlinkSync(join(scratch, "nowhere"), link);

  expect(() => makeDirectory(link)).toThrow("EEXIST");
  expect(() => makeDirectory(join(link, "below"))).toThrow("EEXIST");
});

test.skipIf(!existsSync("/proc/self"))(
  "a file system that lets nobody make entries is an error, at once",
  () => {
    expect(() => makeDirectory("/proc/assay/reports")).toThrow("ENOENT");
  },
);
