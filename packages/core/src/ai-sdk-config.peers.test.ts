import { join } from "node:path";
import type { Summary } from "@assay/core/run";
import { afterAll, beforeAll, describe, test } from "vitest";
import { startFakeProvider, type FakeProvider } from "../../../fixtures/fake-provider/src/index.mjs";
import { runProject, type Peer } from "../../../fixtures/run-project.ts";

const packages = join(import.meta.dirname, "../../../fixtures/ai-sdk/node_modules/@ai-sdk");

let provider: FakeProvider;

beforeAll(async () => {
  provider = await startFakeProvider();
});

afterAll(() => provider.close());

/** Of version 5 of the AI SDK, and of version 7, which has ES modules only. */
const entries = { "openai-2": "index.mjs", "openai-4": "index.js" } as const;
type Sdk = keyof typeof entries;

/** The configuration is loaded outside of Jest's sandbox, where a package of ES modules may stand. */
function configFor(runner: string, sdk: Sdk): string {
  return `import { createOpenAI } from ${JSON.stringify(join(packages, sdk, "dist", entries[sdk]))};
import { aiSdk, boundedFetch, defineConfig } from "@assay/${runner}";

const openai = createOpenAI({ baseURL: process.env.OPENAI_BASE_URL, apiKey: "sk-test", fetch: boundedFetch() });

export default defineConfig({ judge: aiSdk(openai.chat("fake-by-sdk")) });
`;
}

function testFor(runner: string): string {
  const names = "describeEval, rubric";
  const head =
    runner === "jest"
      ? `const { ${names} } = require("@assay/jest");`
      : `import { ${names} } from "@assay/vitest";\nimport { expect } from "vitest";`;
  return `${head}
const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });
describeEval("sdk", { dataset: ["Good day.", "Go away. [[fail]]"].map((input) => ({ id: input, input })) }, async ({ input }) => {
  await expect(input).toPassJudge(polite);
});
`;
}

const ways = (["vitest-4", "vitest-5", "jest-29", "jest-30"] as const).flatMap((peer) =>
  (Object.keys(entries) as Sdk[]).map((sdk): readonly [Peer, Sdk] => [peer, sdk]),
);

describe.concurrent.each(ways)("%s", (peer, sdk) => {
  test(`a model of @ai-sdk/${sdk} judges, said in the configuration`, async ({ expect }) => {
    const runner = peer.startsWith("jest") ? "jest" : "vitest";
    const { summary, stdout, stderr } = await runProject({
      peer,
      project: `${runner}-judges`,
      args: runner === "jest" ? [] : ["run"],
      env: { OPENAI_BASE_URL: provider.baseURL },
      files: {
        "assay.config.ts": configFor(runner, sdk),
        [runner === "jest" ? "judges.eval.test.js" : "judges.eval.test.ts"]: testFor(runner),
      },
    });

    expect(summary, `${stdout}\n${stderr}`).toBeDefined();
    expect(
      (summary as Summary).cases.map(({ id, status, checks }) => [id, status, checks[0]?.model]),
    ).toEqual([
      ["Go away. [[fail]]", "fail", "fake-by-sdk"],
      ["Good day.", "pass", "fake-by-sdk"],
    ]);
  });
});
