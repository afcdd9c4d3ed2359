import { expect, test } from "vitest";
import { runProject, type Peer } from "../../../../fixtures/run-project.ts";

// Two eval files load a CSV dataset whose ids are easy to take for each other.
const csv =
  "\ufeffid,partition,input.text,expected,tags\r\n" +
  'Plan,smoke,"yes,\r\n""yes""",yes,a;b\r\n' +
  "plan,smoke,=yes,yes,\r\n";
const body = `({ input, expected }) => expect(input.text).toMatchTokens(expected, { min: 0.5 })`;

const vitestFiles = Object.fromEntries(
  ["a", "z"].map((name) => [
    `evals/${name}.eval.test.ts`,
    `import { describeEval } from "@assay/vitest";
     import { expect } from "vitest";
     describeEval("csv", { dataset: "../data/twins.csv" }, ${body});`,
  ]),
);
const jestFiles = Object.fromEntries(
  ["a", "z"].map((name) => [
    `evals/${name}.eval.test.js`,
    `const { describeEval } = require("@assay/jest");
     describeEval("csv", { dataset: "../data/*.csv" }, ${body});`,
  ]),
);

test.each<[Peer, string, readonly string[]]>([
  ["vitest-4", "config-vitest", ["run", "evals/a.", "evals/z."]],
  ["vitest-5", "config-vitest", ["run", "evals/a.", "evals/z."]],
  ["jest-29", "config-jest", ["--testMatch", "**/{a,z}.eval.test.js"]],
  ["jest-30", "config-jest", ["--testMatch", "**/{a,z}.eval.test.js"]],
])("%s runs the cases of a CSV file, and tells its warning once", async (peer, project, args) => {
  const { stdout, stderr, exitCode } = await runProject({
    peer,
    project,
    args,
    files: { ...(project === "config-jest" ? jestFiles : vitestFiles), "data/twins.csv": csv },
  });

  const output = stdout + stderr;
  expect(output).toMatch(/smoke\s+4\/4/);
  expect(output.split('the ids "Plan" (data/twins.csv:2:1) and "plan" (data/twins.csv:4:1)')).toHaveLength(2);
  expect(exitCode).toBe(0);
});
