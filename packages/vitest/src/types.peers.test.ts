import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const fixtures = join(import.meta.dirname, "../../../fixtures");
const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");

test.each(["vitest-4", "vitest-5"])(
  "the types hold on %s, with the library's own types checked",
  async (peer) => {
    const parent = join(fixtures, "peers", peer, ".tmp");
    mkdirSync(parent, { recursive: true });
    const directory = mkdtempSync(join(parent, "types-"));
    cpSync(join(fixtures, "projects", "vitest-types"), directory, { recursive: true });

    const { stdout } = await promisify(execFile)(process.execPath, [tsc, "--project", directory]).catch(
      (error: { stdout: string }) => error,
    );

    expect(stdout).toBe("");
    rmSync(directory, { recursive: true });
  },
);
