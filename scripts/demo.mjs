// Runs the support assistant's evals on both runners: the same cases, the same rubrics, the same numbers.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./published-packages.mjs";

const example = join(root, "examples", "support-assistant");
const codes = ["vitest", "jest"].map((runner) => {
  console.log(`\n== examples/support-assistant on ${runner}\n`);
  return (
    spawnSync("npm", ["run", "--silent", `eval:${runner}`], { cwd: example, stdio: "inherit" }).status ?? 1
  );
});
process.exitCode = Math.max(...codes);
