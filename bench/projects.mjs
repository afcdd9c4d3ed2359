// Writes the projects that are measured: the same cases for the bare runner and for Assay on it.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const scratch = join(here, ".tmp");

/**
 * A project of `fileCount` files with `casesPerFile` cases each; `kind` is "deterministic" or "judged". `like`: bare, but with
 * what any tool of this kind has to ask of the runner and of Node: a context that follows each test, one matcher of its own,
 * a signal for what the test waits for.
 */
export function writeProject({ runner, assay, like = false, kind, fileCount, casesPerFile }) {
  const folder = join(
    scratch,
    `${kind}-${fileCount}x${casesPerFile}`,
    `${runner}-${assay ? "assay" : like ? "like" : "bare"}`,
  );
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const write = (name, text) => writeFileSync(join(folder, name), text);
  write("package.json", JSON.stringify({ type: runner === "vitest" ? "module" : "commonjs" }));
  configs[runner](write, assay);
  const extension = runner === "vitest" ? "mjs" : "js";
  for (let file = 0; file < fileCount; file++) {
    write(`cases-${file}.jsonl`, rows(file, casesPerFile));
    write(`some-${file}.eval.test.${extension}`, testFile({ runner, assay, like, kind, file }));
  }
  return { cwd: folder, run: commands[runner] };
}

const commands = {
  vitest: [join(here, "node_modules/.bin/vitest"), "run"],
  jest: [join(here, "node_modules/.bin/jest")],
};

const configs = {
  vitest(write, assay) {
    const plugin = assay ? `import { assay } from "@assay/vitest/plugin";\n` : "";
    const include = `test: { include: ["*.eval.test.mjs"], maxConcurrency: 50, testTimeout: 60000 }`;
    write(
      "vitest.config.mjs",
      `${plugin}export default { ${assay ? "plugins: [assay()], " : ""}${include} };\n`,
    );
  },
  jest(write, assay) {
    const preset = assay ? { preset: "@assay/jest" } : {};
    const config = {
      ...preset,
      testMatch: ["**/*.eval.test.js"],
      maxConcurrency: 50,
      testTimeout: 60_000,
      transform: {},
    };
    write("jest.config.json", JSON.stringify(config));
  },
};

function rows(file, count) {
  return Array.from({ length: count }, (_, index) => {
    const id = `case-${file}-${index}`;
    const input = `How do I do thing number ${index}?`;
    return `${JSON.stringify({ id, partition: "distribution", input, expected: "Open Settings." })}\n`;
  }).join("");
}

function testFile({ runner, assay, like, kind, file }) {
  return `${assay ? assayImports(runner) : bareImports(runner)}
${like ? likeSetUp(runner) : ""}
const reply = (input) => "Open Settings, then look for it. You asked: " + input;
const ask = (signal) => fetch(process.env.BENCH_URL, { signal }).then((response) => response.json());
${(assay ? assayBodies : like ? likeBodies : bareBodies)[kind](file)}`;
}

function bareImports(runner) {
  if (runner === "vitest")
    return `import { readFileSync } from "node:fs";\nimport { expect, test } from "vitest";`;
  return `const { readFileSync } = require("node:fs");`;
}

function assayImports(runner) {
  const names = "constraints, describeEval, fromFunction, rubric";
  if (runner === "vitest")
    return `import { expect } from "vitest";\nimport { ${names} } from "@assay/vitest";`;
  return `const { ${names} } = require("@assay/jest");`;
}

const bareBodies = {
  deterministic: (file) => `
const rows = readFileSync("cases-${file}.jsonl", "utf8").trim().split("\\n").map((line) => JSON.parse(line));
for (const row of rows) {
  test.concurrent(row.id, async () => {
    const text = reply(row.input);
    expect(text.split(/\\s+/).length).toBeLessThanOrEqual(40);
    expect(text).not.toMatch(/acmedesk/i);
  });
}`,
  judged: (file) => `
const rows = readFileSync("cases-${file}.jsonl", "utf8").trim().split("\\n").map((line) => JSON.parse(line));
for (const row of rows) {
  test.concurrent(row.id, async () => {
    expect((await ask()).verdict).toBe("pass");
  });
}`,
};

function likeSetUp(runner) {
  const hooks =
    runner === "vitest"
      ? `import { AsyncLocalStorage } from "node:async_hooks";`
      : `const { AsyncLocalStorage } = require("node:async_hooks");`;
  return `${hooks}
const storage = new AsyncLocalStorage();
expect.extend({
  toBeAReply(text) {
    const pass = text.split(/\\s+/).length <= 40 && !/acmedesk/i.test(text);
    return { pass, message: () => "no reply" };
  },
  async toPass(text, ask) {
    return { pass: (await ask()).verdict === "pass", message: () => "no pass" };
  },
});`;
}

const likeBodies = {
  deterministic: (file) => `
const rows = readFileSync("cases-${file}.jsonl", "utf8").trim().split("\\n").map((line) => JSON.parse(line));
for (const row of rows) {
  test.concurrent(row.id, () => storage.run({}, async () => {
    expect(reply(row.input)).toBeAReply();
  }));
}`,
  judged: (file) => `
const rows = readFileSync("cases-${file}.jsonl", "utf8").trim().split("\\n").map((line) => JSON.parse(line));
for (const row of rows) {
  test.concurrent(row.id, () => storage.run({}, async () => {
    await expect(reply(row.input)).toPass(() => ask(AbortSignal.timeout(60_000)));
  }));
}`,
};

const assayBodies = {
  deterministic: (file) => `
const rules = constraints("reply").maxWords(40).mustNotMention("competitors", ["AcmeDesk"]);
describeEval("suite", { dataset: "./cases-${file}.jsonl" }, async ({ input }) => {
  expect(reply(input)).toSatisfyConstraints(rules);
});`,
  judged: (file) => `
const judge = fromFunction(
  async ({ question, signal }) => JSON.stringify({ nonce: question.nonce, critique: "It answers.", evidence: [], ...(await ask(signal)) }),
  { id: "bench", family: "bench" },
);
const helps = rubric({ name: "helps", version: 1, pass: "It answers.", fail: "It does not." });
describeEval("suite", { dataset: "./cases-${file}.jsonl" }, async ({ input }) => {
  await expect(reply(input)).toPassJudge(helps, { input, model: judge });
});`,
};
