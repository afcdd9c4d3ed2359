import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, test } from "vitest";
import { runProject, type Peer } from "../../../../fixtures/run-project.ts";
import { runCommand } from "../main.ts";
import { memoryIo, scratchDirectory } from "../test-helpers/memory-io.ts";

const bin = join(import.meta.dirname, "../../bin/assay.mjs");

interface Variant {
  readonly name: string;
  readonly dependencies: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly type?: "module";
  readonly nodeArgs?: readonly string[];
}

const tsconfig = JSON.stringify({
  compilerOptions: {
    module: "node16",
    moduleResolution: "node16",
    target: "es2022",
    strict: true,
    skipLibCheck: true,
  },
});
const vitest: readonly Variant[] = [
  { name: "JavaScript, CommonJS", dependencies: ["vitest"] },
  { name: "JavaScript, ES modules", dependencies: ["vitest"], type: "module" },
  {
    name: "TypeScript, CommonJS",
    dependencies: ["vitest", "typescript"],
    files: { "tsconfig.json": tsconfig },
  },
  { name: "TypeScript, ES modules", dependencies: ["vitest", "typescript"], type: "module" },
];
const babel = `module.exports = { presets: [["@babel/preset-env", { targets: { node: "current" } }], "@babel/preset-typescript"] };`;
const jest: readonly Variant[] = [
  { name: "JavaScript, CommonJS", dependencies: ["jest"] },
  {
    name: "JavaScript, ES modules",
    dependencies: ["jest"],
    type: "module",
    nodeArgs: ["--experimental-vm-modules"],
  },
  {
    name: "TypeScript by ts-jest",
    dependencies: ["jest", "ts-jest", "typescript", "@jest/globals"],
    files: { "tsconfig.json": tsconfig },
  },
  {
    name: "TypeScript by Babel",
    dependencies: ["jest", "@babel/preset-typescript", "typescript"],
    files: { "babel.config.cjs": babel },
  },
];

describe.each<[Peer, readonly Variant[]]>([
  ["vitest-4", vitest],
  ["vitest-5", vitest],
  ["jest-29", jest],
  ["jest-30", jest],
])("%s", (peer, variants) => {
  test.for(variants)("the first run after assay init is green: $name", async (variant, { expect }) => {
    const root = scratchDirectory();
    const manifest = {
      private: true,
      ...(variant.type !== undefined && { type: variant.type }),
      devDependencies: Object.fromEntries(variant.dependencies.map((name) => [name, "*"])),
    };
    write(root, { ...variant.files, "package.json": JSON.stringify(manifest) });
    const io = memoryIo(root);

    expect(await runCommand(["init"], io), io.stderr()).toBe(0);
    const finished = await runProject({
      peer,
      project: "init-empty",
      args: peer.startsWith("vitest") ? ["run"] : [],
      files: read(root),
      ...(variant.nodeArgs !== undefined && { nodeArgs: variant.nodeArgs }),
    });

    expect(finished.exitCode, `${finished.stdout}\n${finished.stderr}`).toBe(0);
    expect(finished.summary).toMatchObject({
      sealed: true,
      gate: { verdict: "pass" },
      partitions: { adversarial: { declared: 1, pass: 1 }, distribution: { declared: 2, pass: 2 } },
    });
    const check = assay(finished.directory, "judge", "check");
    const gate = assay(finished.directory, "gate");
    expect(check.status, check.text).toBe(0);
    expect(gate.status, gate.text).toBe(0);
    expect(gate.text).not.toContain("the judge");
  });
});

function assay(
  directory: string,
  ...args: readonly string[]
): { readonly status: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: directory,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], NO_COLOR: "1" },
  });
  return { status, text: stdout + stderr };
}

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function read(root: string): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" }).map((name) => join(root, name));
  const files = paths.filter((path) => statSync(path).isFile());
  return Object.fromEntries(files.map((path) => [relative(root, path), readFileSync(path, "utf8")]));
}
