import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startFakeProvider,
  type FakeProvider,
  type Reply,
} from "../../../fixtures/fake-provider/src/index.mjs";
import { runProject, type FinishedProject } from "../../../fixtures/run-project.ts";
import { reasonCodes, statuses, summaryOf } from "./test-helpers/run-of.ts";

let provider: FakeProvider;

beforeAll(async () => {
  provider = await startFakeProvider();
});

afterAll(() => provider.close());

async function run(markers: readonly string[], baseURL: string = provider.baseURL): Promise<FinishedProject> {
  return runProject({
    peer: "vitest-4",
    project: "vitest-provider",
    args: ["run"],
    env: { MARKERS: markers.join(","), OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: "sk-test" },
  });
}

test("a reply that holds no usable verdict is inconclusive, negated or not", async () => {
  provider.reset();
  const replies: Record<string, Reply> = {
    "A34 cut": { text: '{"nonce":"', finishReason: "length" },
    "A36 filtered": { text: "", finishReason: "content_filter" },
    "A37 refused": { refusal: "I cannot help with that." },
    "A38 prose": { text: "I cannot help with that." },
    "A39 empty": { text: "" },
    "A41 two objects": { text: '{"verdict":"fail"} {"verdict":"pass"}' },
    "A42 no fields": { text: {} },
    "A43 coerced": { text: { verdict: true } },
    "A46 twice": { text: '{"verdict":"fail","verdict":"pass"}' },
  };
  for (const [contains, reply] of Object.entries(replies))
    provider.rule({ contains: `${contains}]]`, reply });
  const markers = Object.keys(replies).flatMap((marker) => [marker, `not ${marker}`]);

  const summary = summaryOf(await run([...markers, "good", "fail", "cannot-judge"]));

  expect(statuses(summary)).toEqual({
    ...Object.fromEntries(markers.map((marker) => [marker, "inconclusive (no-verdict)"])),
    good: "pass",
    fail: "fail (check)",
    "cannot-judge": "inconclusive (no-verdict)",
  });
  expect(summary.gate.verdict).toBe("inconclusive");
});

test("a refused key stops the run after a few requests and is nobody's miss", async () => {
  provider.reset();
  provider.rule({ path: "/v1/chat", reply: { fault: "unauthorized" } });
  const markers = Array.from({ length: 60 }, (_, index) => `row-${index}`);

  const finished = await run(markers);

  const summary = summaryOf(finished);
  expect(summary.partitions["distribution"]).toMatchObject({
    declared: 60,
    pass: 0,
    fail: 0,
    inconclusive: 0,
  });
  expect(reasonCodes(summary)).toContain("stopped");
  expect(provider.log.length).toBeLessThanOrEqual(8);
  expect(finished.exitCode).toBe(1);
  expect(finished.stdout + finished.stderr + JSON.stringify(summary)).not.toContain("sk-test");
});

test("a provider that is down is an error, never a miss and never a pass", async () => {
  const closed = await startFakeProvider();
  await closed.close();

  const finished = await run(["one", "not two"], closed.baseURL);

  const summary = summaryOf(finished);
  const { pass, fail } = summary.partitions["distribution"] ?? {};
  expect([pass, fail]).toEqual([0, 0]);
  expect(summary.gate.verdict).toBe("inconclusive");
  expect(finished.exitCode).toBe(1);
});

test("a storm of 429 for ever ends as errors at the deadline", async () => {
  provider.reset();
  provider.rule({ path: "/v1/chat", reply: { fault: "rate-limited" } });

  const finished = await run(["one", "two"]);

  expect(statuses(summaryOf(finished))).toEqual({ one: "error (no-verdict)", two: "error (no-verdict)" });
  expect(finished.exitCode).toBe(1);
});

test("says that the judge is another one since it was last checked, where it ever was", async () => {
  provider.reset();
  const env = { MARKERS: "good", OPENAI_BASE_URL: provider.baseURL, OPENAI_API_KEY: "sk-test" };
  const stored = { schema: "assay.judge-check/1", judgeHash: "of another", verdict: "pass", reasons: [] };
  const said = async (files: Record<string, string>): Promise<string> => {
    const { exitCode, stdout } = await runProject({
      peer: "vitest-5",
      project: "vitest-provider",
      args: ["run"],
      env,
      files,
    });
    expect(exitCode).toBe(0);
    return stdout.replace(/\s+/g, " ");
  };

  const note = "note the judge is another one since it was last checked";
  expect(await said({ ".assay/judge-check.json": JSON.stringify(stored) })).toContain(note);
  const never = await said({});
  expect(never).toContain("Assay PASS");
  expect(never).not.toContain("last checked");
});
