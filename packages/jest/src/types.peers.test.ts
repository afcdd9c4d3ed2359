import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const fixtures = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "fixtures");
const compilers = { "TypeScript 5.9": "peer", "TypeScript 7": "ours" } as const;

const rows = (["jest-29", "jest-30"] as const).flatMap((peer) =>
  (["globals", "injected"] as const).flatMap((imports) =>
    Object.keys(compilers).map((compiler) => ({
      peer,
      imports,
      compiler: compiler as keyof typeof compilers,
    })),
  ),
);

test.concurrent.each(rows)(
  "the types hold: $peer, $imports, $compiler, skipLibCheck off",
  async ({ peer, imports, compiler }) => {
    const modules = join(fixtures, "peers", peer, ".tmp");
    mkdirSync(modules, { recursive: true });
    const directory = mkdtempSync(join(modules, "types-"));
    cpSync(join(fixtures, "projects", "jest-types"), directory, { recursive: true });
    const from = compilers[compiler] === "peer" ? join(directory, "index.js") : import.meta.url;
    const tsc = join(dirname(createRequire(from).resolve("typescript/package.json")), "bin", "tsc");

    const checked = promisify(execFile)(process.execPath, [
      tsc,
      "--project",
      join(directory, `tsconfig.${imports}.json`),
    ]);
    const output = await checked.then(
      ({ stdout }) => stdout,
      (error: { readonly stdout: string }) => error.stdout,
    );

    rmSync(directory, { recursive: true, force: true });
    expect(output).toBe("");
  },
);
