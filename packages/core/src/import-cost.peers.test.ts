import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Summary } from "@assay/core/run";
import { afterAll, beforeAll, describe, test } from "vitest";
import { startFakeProvider, type FakeProvider } from "../../../fixtures/fake-provider/src/index.mjs";
import { runProject, type Peer } from "../../../fixtures/run-project.ts";

const hook = pathToFileURL(join(import.meta.dirname, "../../../fixtures/log-loaded.mjs")).href;

let provider: FakeProvider;
let logs: string;

beforeAll(async () => {
  provider = await startFakeProvider();
  logs = mkdtempSync(join(tmpdir(), "assay-loaded-"));
});

afterAll(async () => {
  rmSync(logs, { recursive: true, force: true });
  await provider.close();
});

/** Everything but a judge that is asked: rubrics and the configured judge are there. */
const judgeless = `
const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });
const calls = { role: "assistant", tool_calls: [{ id: "1", type: "function", function: { name: "search", arguments: "{}" } }] };

describeEval("cases", { dataset: "./a.cases.jsonl" }, async ({ input }) => {
  expect(input).toSatisfyConstraints(constraints().maxWords(5));
  expect(input).toMatchTokens("thirty days");
  expect([calls]).toCallTool("search");
  expect(polite.hash).toHaveLength(64);
});
`;
const judged = `${judgeless}
describeEval("judged", { dataset: [{ id: "b", input: "Good day" }] }, async ({ input }) => {
  await expect(input).toPassJudge(polite);
});
`;

interface Loaded {
  readonly packages: readonly string[];
  readonly statuses: readonly string[];
}

async function load(peer: Peer, body: string, log: string): Promise<Loaded> {
  const isJest = peer.startsWith("jest");
  const names = "constraints, describeEval, rubric";
  const head = isJest
    ? `const { ${names} } = require("@assay/jest");`
    : `import { ${names} } from "@assay/vitest";\nimport { expect } from "vitest";`;
  const file = join(logs, `${peer}-${log}`);
  const { summary, stdout, stderr } = await runProject({
    peer,
    project: isJest ? "jest-judges" : "vitest-judges",
    // A second file, or Jest runs the one in its first process.
    args: isJest ? ["--maxWorkers=2"] : ["run"],
    env: {
      OPENAI_BASE_URL: provider.baseURL,
      OPENAI_API_KEY: "sk-test",
      NODE_OPTIONS: `--import=${hook}`,
      LOGGED_PACKAGES: "openai|ai|zod",
      LOADED_LOG: file,
    },
    files: {
      [isJest ? "judges.eval.test.js" : "judges.eval.test.ts"]: head + body,
      [isJest ? "other.eval.test.js" : "other.eval.test.ts"]: head + judgeless.replace('"cases"', '"others"'),
      "a.cases.jsonl": '{"id":"a","input":"thirty days"}\n',
    },
  });
  if (summary === undefined) throw new Error(`No summary:\n${stdout}\n${stderr}`);
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  return {
    packages: [...new Set(lines)].sort(),
    statuses: (summary as Summary).cases.map(({ status }) => status),
  };
}

describe.concurrent.each<Peer>(["vitest-4", "vitest-5", "jest-29", "jest-30"])("%s", (peer) => {
  test("a file that asks no judge loads neither openai nor ai nor zod", async ({ expect }) => {
    expect(await load(peer, judgeless, "judgeless")).toEqual({ packages: [], statuses: ["pass", "pass"] });
  });

  test("a file that asks one loads what it needs, and nothing of ai", async ({ expect }) => {
    expect(await load(peer, judged, "judged")).toEqual({
      packages: ["openai", "zod"],
      statuses: ["pass", "pass", "pass"],
    });
  });
});
