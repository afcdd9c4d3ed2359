// Packs every published package and looks at the tarball as its user will: publint, attw, install scripts, contents.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pnpm, publishedPackages, root, typedEntries } from "./published-packages.mjs";

const maxRuntimeDependencies = 7;
const installScripts = ["preinstall", "install", "postinstall"];

const scratch = mkdtempSync(join(tmpdir(), "pack-"));
const failures = [];
try {
  for (const entry of publishedPackages()) {
    const problems = checkPackage(entry);
    console.log(`${problems.length === 0 ? "ok    " : "FAILED"} ${entry.manifest.name}`);
    failures.push(...problems.map((problem) => `${entry.manifest.name}: ${problem}`));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
for (const failure of failures) console.error(failure);
process.exitCode = failures.length === 0 ? 0 : 1;

function checkPackage({ name, directory, manifest }) {
  const destination = join(scratch, name);
  pnpm(["pack", "--pack-destination", destination], { cwd: directory, stdio: "pipe" });
  const tarball = join(destination, readdirSync(destination)[0]);
  const packed = JSON.parse(
    execFileSync("tar", ["-xzOf", tarball, "package/package.json"], { encoding: "utf8" }),
  );
  const files = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).trim().split("\n");
  return [...checkManifest(packed), ...checkFiles(files), ...checkTypes(tarball, manifest)];
}

function checkManifest(packed) {
  const problems = installScripts
    .filter((script) => packed.scripts?.[script] !== undefined)
    .map((script) => `has an install script "${script}"`);
  const dependencies = Object.entries(packed.dependencies ?? {});
  if (dependencies.length > maxRuntimeDependencies) {
    problems.push(`has ${dependencies.length} runtime dependencies, allowed are ${maxRuntimeDependencies}`);
  }
  for (const [dependency, range] of dependencies) {
    if (String(range).startsWith("workspace:")) problems.push(`dependency ${dependency} still says ${range}`);
  }
  return problems;
}

function checkFiles(files) {
  const unwanted = files.filter((file) =>
    /\/src\/|\.test\.|\.test-d\.|test-helpers|\.map$|binding\.gyp|\.node$/.test(file),
  );
  const missing = ["package/README.md", "package/LICENSE"].filter((file) => !files.includes(file));
  return [
    ...unwanted.map((file) => `ships ${file}`),
    ...missing.map((file) => `does not ship ${file.replace("package/", "")}`),
  ];
}

function checkTypes(tarball, manifest) {
  const problems = [...runTool("publint", ["run", tarball, "--strict"])];
  const entries = typedEntries(manifest).map(([entry]) => entry);
  if (entries.length === 0) return problems;
  const dual = Object.values(manifest.exports).some((target) => target.require !== undefined);
  // typesVersions is for the older way of resolving, which TypeScript up to 6 uses where "module" is "commonjs".
  const profile = manifest.typesVersions !== undefined ? "strict" : dual ? "node16" : "esm-only";
  const tool = [
    "--profile",
    profile,
    "--no-emoji",
    "--no-color",
    "--format",
    "ascii",
    "--entrypoints",
    ...entries,
  ];
  return [...problems, ...runTool("attw", [tarball, ...tool])];
}

function runTool(tool, args) {
  try {
    execFileSync(join(root, "node_modules", ".bin", tool), args, { encoding: "utf8", stdio: "pipe" });
    return [];
  } catch (error) {
    return [`${tool} says:\n${error.stdout ?? ""}${error.stderr ?? ""}`];
  }
}
