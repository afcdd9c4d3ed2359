import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Summary } from "@assay/core/run";
import { afterAll, beforeAll, describe, test, type ExpectStatic } from "vitest";
import { startFakeProvider, type FakeProvider } from "../../../fixtures/fake-provider/src/index.mjs";
import { runProject, type FinishedProject, type Peer } from "../../../fixtures/run-project.ts";

const bin = join(import.meta.dirname, "../bin/assay.mjs");
const projects = join(import.meta.dirname, "../../../fixtures/projects");

let provider: FakeProvider;

beforeAll(async () => {
  provider = await startFakeProvider();
});

afterAll(() => provider.close());

interface Way {
  readonly peer: Peer;
  /** Jest's second way of loading modules. */
  readonly esm?: boolean;
}

function run(
  { peer, esm = false }: Way,
  files: Readonly<Record<string, string>> = {},
): Promise<FinishedProject> {
  const isJest = peer.startsWith("jest");
  return runProject({
    peer,
    project: isJest ? "jest-rubrics" : "vitest-rubrics",
    args: isJest ? ["--json", "--outputFile=out.json"] : ["run", "--reporter=json", "--outputFile=out.json"],
    env: { OPENAI_BASE_URL: provider.baseURL, OPENAI_API_KEY: "sk-test" },
    files: { ...(esm && modules()), ...files },
    ...(esm && { nodeArgs: ["--experimental-vm-modules"] }),
  });
}

/** The project as ES modules, with the files found by a URL of the module. */
function modules(): Readonly<Record<string, string>> {
  const text = readFileSync(join(projects, "jest-rubrics/rubrics.eval.test.js"), "utf8")
    .replace('const { join } = require("node:path");\n', "")
    .replace(/const (\{.*\}) = require\((.*)\);/, "import $1 from $2;")
    .replace(/join\(__dirname, "(.*)"\)/, 'new URL("./$1", import.meta.url)');
  return { "package.json": '{ "type": "module" }', "rubrics.eval.test.js": text };
}

function summaryOf({ summary, stdout, stderr }: FinishedProject, expect: ExpectStatic): Summary {
  expect(summary, `${stdout}\n${stderr}`).toBeDefined();
  return summary as Summary;
}

/** What each test of a title threw, as the runner's own report has it. */
function failures({ directory }: FinishedProject): Readonly<Record<string, string>> {
  const report = JSON.parse(readFileSync(join(directory, "out.json"), "utf8")) as {
    readonly testResults: readonly {
      readonly assertionResults: readonly {
        readonly title: string;
        readonly failureMessages: readonly string[];
      }[];
    }[];
  };
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  return Object.fromEntries(
    results.flatMap(({ title, failureMessages }) =>
      failureMessages.length === 0 ? [] : [[title, failureMessages.join("\n")]],
    ),
  );
}

const soleCheck =
  "it is safety-critical, and no matcher that needs no model ran before it in this case. A judge can be talked round, so it must not be the only check there: put one such as toSatisfyConstraints() or toCallTool() before it.";
const alone = [
  "alone",
  "alone, negated",
  "alone, advisory",
  "alone, a score",
  "alone, a pair",
  "after an assertion",
  "after an advisory rule",
  "after claims",
];

describe.concurrent.each<Way>([
  { peer: "vitest-4" },
  { peer: "vitest-5" },
  { peer: "jest-29" },
  { peer: "jest-29", esm: true },
  { peer: "jest-30" },
  { peer: "jest-30", esm: true },
])("$peer, ES modules: $esm", (way) => {
  const soft = way.peer.startsWith("vitest") ? ["alone, soft"] : [];

  test("rubrics of files judge by the variant of the case", async ({ expect }) => {
    const { cases } = summaryOf(await run(way), expect);
    const rubrics = cases
      .filter(({ partition }) => partition === "distribution")
      .map(({ id, status, checks }) => [id, status, ...checks.map(({ rubric }) => rubric)]);

    expect(rubrics).toMatchObject([
      ["manager", "pass", { name: "polite", version: 1 }, { name: "clarity", version: 1 }],
      ["novice", "pass", { name: "polite", version: 1, variant: "novice" }, { name: "clarity", version: 1 }],
    ]);
  });

  test("a safety-critical rubric alone is red in a partition that tolerates misses, and says why", async ({
    expect,
  }) => {
    const finished = await run(way);
    const { cases } = summaryOf(finished, expect);
    const messages = failures(finished);

    const errors = cases.filter(({ status }) => status === "error").map(({ id }) => id);
    expect(errors.sort()).toEqual([...alone, ...soft].sort());
    expect(cases.find(({ id }) => id === "after a rule")?.status).toBe("pass");
    expect(Object.keys(messages).sort()).toEqual(expect.arrayContaining([...errors].sort()));
    for (const id of errors) expect(messages[id], id).toContain(soleCheck);
    expect(finished.exitCode).not.toBe(0);
  });
});

/** Not the synchronous way: the provider of the tests beside it lives in this process. */
async function assay(
  directory: string,
  ...args: readonly string[]
): Promise<{ readonly status: number; readonly text: string }> {
  const env = { PATH: process.env["PATH"], NO_COLOR: "1" };
  const child = spawn(process.execPath, [bin, ...args], { cwd: directory, env });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (text += String(data)));
  const [status] = (await once(child, "close")) as [number];
  return { status, text };
}

/** The project without the cases that break on purpose: a baseline has whole runs only. */
function wholeFile({ peer }: Way): Readonly<Record<string, string>> {
  const [folder, name] = peer.startsWith("jest")
    ? ["jest-rubrics", "rubrics.eval.test.js"]
    : ["vitest-rubrics", "rubrics.eval.test.ts"];
  const text = readFileSync(join(projects, folder, name), "utf8");
  return { [name]: text.slice(0, text.indexOf("const short")) };
}

const polite = readFileSync(join(projects, "vitest-rubrics/rubrics/polite.md"), "utf8");
const kinder = polite.replace("The reply is courteous.\n", "The reply is courteous and warm.\n");

describe.concurrent.each<Way>([
  { peer: "vitest-4" },
  { peer: "vitest-5" },
  { peer: "jest-29" },
  { peer: "jest-30" },
])("$peer with a baseline", (way) => {
  test("another text under the same version is no verdict, with both hashes; under a raised one it is not compared", async ({
    expect,
  }) => {
    const file = wholeFile(way);
    const first = await run(way, file);
    const hashOf = ({ cases }: Summary): string =>
      cases.find(({ id }) => id === "manager")?.checks[0]?.rubric?.hash.slice(0, 12) ?? "none";
    expect((await assay(first.directory, "baseline", "write")).text).toContain("assay.baseline.json");
    const baseline = readFileSync(join(first.directory, "assay.baseline.json"), "utf8");

    const changed = await run(way, { ...file, "rubrics/polite.md": kinder, "assay.baseline.json": baseline });
    const [before, after] = [first, changed].map((one) => hashOf(summaryOf(one, expect)));
    const gate = await assay(changed.directory, "gate");
    const refused = await assay(changed.directory, "compare");
    const raised = await run(way, {
      ...file,
      "rubrics/polite.md": kinder.replace("version: 1", "version: 2"),
      "assay.baseline.json": baseline,
    });
    const compared = await assay(raised.directory, "compare", "--json");

    expect(before).not.toBe(after);
    expect(gate.status).toBe(3);
    expect(refused.status).toBe(3);
    for (const { text } of [gate, refused]) {
      expect(text.replace(/\s+/g, " ")).toContain(
        `the text of rubric polite has changed and its version is still 1: its hash was ${before} and is ${after}. Raise the version`,
      );
    }
    expect(summaryOf(raised, expect).gate.reasons.map(({ code }) => code)).not.toContain("bad-input");
    expect(compared.text).toContain('the rubric of \\"polite\\" changed from polite v1 to polite v2');
  });
});
