import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startFakeProvider,
  type FakeProvider,
  type Plan,
} from "../../../fixtures/fake-provider/src/index.mjs";
import { reasonCodes, runJest, statuses, type JestRun } from "./test-helpers/jest-run.ts";

let provider: FakeProvider;

beforeAll(async () => {
  provider = await startFakeProvider();
});

afterAll(() => provider.close());

function run(markers: readonly string[], baseURL: string = provider.baseURL): Promise<JestRun> {
  return runJest({
    peer: "jest-30",
    project: "jest-provider",
    env: { MARKERS: markers.join(","), OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: "sk-test" },
  });
}

test("a reply that holds no usable verdict is inconclusive, negated or not", async () => {
  provider.reset();
  const replies: Record<string, Plan> = {
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

  const finished = await run([...markers, "good", "fail", "cannot-judge"]);

  expect(statuses(finished)).toEqual({
    ...Object.fromEntries(markers.map((marker) => [`judged > ${marker}`, "inconclusive (no-verdict)"])),
    "judged > good": "pass",
    "judged > fail": "fail (check)",
    "judged > cannot-judge": "inconclusive (no-verdict)",
  });
  expect(finished.gateCode).toBe(2);
  expect(finished.exitCode).toBe(1);
});

test("a refused key stops the run after a few requests and is nobody's miss", async () => {
  provider.reset();
  provider.rule({ path: "/v1/chat", reply: { fault: "unauthorized" } });

  const finished = await run(Array.from({ length: 60 }, (_, index) => `row-${index}`));

  expect(finished.result.partitions["distribution"]).toMatchObject({
    declared: 60,
    pass: 0,
    fail: 0,
    inconclusive: 0,
  });
  expect(reasonCodes(finished)).toContain("stopped");
  expect(provider.log.length).toBeLessThanOrEqual(8);
  expect([finished.exitCode, finished.gateCode]).toEqual([1, 2]);
  expect(finished.stdout + finished.stderr + JSON.stringify(finished.result)).not.toContain("sk-test");
});

test("a provider that is down is an error, never a miss and never a pass", async () => {
  const closed = await startFakeProvider();
  await closed.close();

  const finished = await run(["one", "not two"], closed.baseURL);

  expect(finished.result.partitions["distribution"]).toMatchObject({ declared: 2, pass: 0, fail: 0 });
  expect([finished.exitCode, finished.gateCode]).toEqual([1, 2]);
});

test("a storm of 429 for ever ends as errors at the deadline", async () => {
  provider.reset();
  provider.rule({ path: "/v1/chat", reply: { fault: "rate-limited" } });

  const finished = await run(["one", "not two"]);

  expect(statuses(finished)).toEqual({
    "judged > one": "error (no-verdict)",
    "judged > not two": "error (no-verdict)",
  });
  expect([finished.exitCode, finished.gateCode]).toEqual([1, 2]);
});

test("says that the judge is another one since it was last checked, where it ever was", async () => {
  provider.reset();
  const env = { MARKERS: "good", OPENAI_BASE_URL: provider.baseURL, OPENAI_API_KEY: "sk-test" };
  const stored = { schema: "assay.judge-check/1", judgeHash: "of another", verdict: "pass", reasons: [] };
  const said = async (files: Record<string, string>): Promise<string> => {
    const { exitCode, stderr } = await runJest({ peer: "jest-29", project: "jest-provider", env, files });
    expect(exitCode).toBe(0);
    return stderr.replace(/\s+/g, " ");
  };

  const note = "note the judge is another one since it was last checked";
  expect(await said({ ".assay/judge-check.json": JSON.stringify(stored) })).toContain(note);
  const never = await said({});
  expect(never).toContain("Assay PASS");
  expect(never).not.toContain("last checked");
});
