import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readJudgePrompt, startFakeProvider } from "../../fixtures/fake-provider/src/index.mjs";
import { runProject } from "../../fixtures/run-project.ts";

const root = join(import.meta.dirname, "../..");
const pages = [
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
  ...["core", "vitest"].map((name) => `packages/${name}/README.md`),
];
const snippets = pages.flatMap((page) =>
  [...readFileSync(join(root, page), "utf8").matchAll(/(?<!<!-- not run: [^\n]*-->\n)```ts\n(.*?)```/gs)].map(
    ([, code = ""], index) => ({
      name: `${page.replaceAll(/\W/g, "-")}-${index + 1}`,
      code,
    }),
  ),
);

/** What a snippet may use without importing it: the page says where it comes from, or leaves it to the reader. */
const providers: { readonly [module: string]: readonly string[] } = {
  vitest: ["expect"],
  "@assay/vitest": ["constraints", "describeEval", "evalTest", "openai", "rubric", "defineDataset"],
  "./prelude.ts": [
    ..."reply question expected reference model messages tools toolDefinitions client resolves".split(" "),
    ..."requests serve search ask broken mended paired summary Order Expectation".split(" "),
  ],
};

test("every snippet of the documentation type-checks and runs", async () => {
  const files = Object.fromEntries(
    snippets.map(({ name, code }) => [`${name}.eval.test.ts`, toTestFile(name, code)]),
  );

  const provider = await startFakeProvider();
  provider.rule({ contains: "<<<OUTPUT A", reply: ({ prompt }) => ({ text: preferLonger(prompt) }) });
  const env = { OPENAI_BASE_URL: provider.baseURL, OPENAI_API_KEY: "sk-docs" };
  const finished = await runProject({ peer: "vitest-4", project: "docs-vitest", args: ["run"], files, env });
  await provider.close();
  const types = checkTypes(finished.directory);

  expect(snippets.length).toBeGreaterThan(25);
  expect(types).toBe("");
  expect(finished.exitCode, `${finished.stdout}\n${finished.stderr}`).toBe(0);
  expect(finished.stdout).toMatch(new RegExp(`Test Files +${snippets.length} passed`));
});

/** A judge of pairs whose choice does not depend on the order. */
function preferLonger(prompt: string): object {
  const { nonce = "", blocks } = readJudgePrompt(prompt) ?? {};
  const [a = "", b = ""] = [blocks?.get("OUTPUT A"), blocks?.get("OUTPUT B")];
  return { nonce, critique: "One of them says more.", evidence: [], winner: a.length > b.length ? "A" : "B" };
}

/** The snippet as a test file: imports on top, the rest at the top level when it declares tests, else inside of one. */
function toTestFile(name: string, code: string): string {
  const text = code
    // A snippet that saves a dataset must not change it under the others: they run at the same time.
    .replaceAll("support.cases", code.includes("saveDataset") ? "large.cases" : "support.cases")
    .replaceAll("../src/assistant.js", "./src/assistant.ts")
    .replaceAll("describeEval<Request, Expectation>", "describeEval<Order, Expectation>")
    .replace(/^toSatisfyConstraints\(/m, "expect(reply.text).toSatisfyConstraints(");
  const imports = [...text.matchAll(/^import .*;.*$/gm)].map(([line]) => line);
  const body = text
    .replaceAll(/^import .*;.*\n?/gm, "")
    .replaceAll(/^export default /gm, "void ")
    .replaceAll(/^export /gm, "");
  const declares = /^(describeEval|evalTest|for \(const \[variant)/m.test(body);
  const own = new Set(
    [...text.matchAll(/(?:const|let|function\*?|interface|class) \{? ?(\w+)/g)].map(
      ([, declared]) => declared,
    ),
  );
  const missing = Object.entries(providers).flatMap(([module, names]) => {
    const used = names.filter(
      (one) =>
        new RegExp(`(?<![.\\w"'])${one}\\b(?!:)`).test(body) &&
        !own.has(one) &&
        !imports.some((line) => new RegExp(`\\b${one}\\b`).test(line)),
    );
    const values = used.map((one) => (/^[A-Z]/.test(one) ? `type ${one}` : one));
    return used.length === 0 ? [] : [`import { ${values.join(", ")} } from "${module}";`];
  });
  const wrapped = declares
    ? body
    : `snippetTest("${name}", { partition: "docs" }, async () => {\n${body}\n});\n`;
  return [
    ...imports,
    ...missing,
    `import { evalTest as snippetTest } from "@assay/vitest";`,
    wrapped,
    declares ? "void snippetTest;" : "",
  ].join("\n");
}

function checkTypes(directory: string): string {
  const compilerOptions = {
    target: "es2023",
    module: "nodenext",
    moduleResolution: "nodenext",
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    types: ["node"],
  };
  writeFileSync(
    join(directory, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["*.eval.test.ts"] }),
  );
  const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
  return spawnSync(process.execPath, [tsc, "--project", directory, "--pretty", "false"], { encoding: "utf8" })
    .stdout;
}
