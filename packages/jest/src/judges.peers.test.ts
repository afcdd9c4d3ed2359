import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { startFakeProvider, type FakeProvider } from "../../../fixtures/fake-provider/src/index.mjs";
import { runJest, statuses } from "./test-helpers/jest-run.ts";

interface JsonReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

let provider: FakeProvider;

beforeAll(async () => {
  provider = await startFakeProvider();
});

afterAll(() => provider.close());

describe.concurrent.each(["jest-29", "jest-30"] as const)("%s", (peer) => {
  test("every judge holds and misses, over the real SDK", async ({ expect }) => {
    const finished = await runJest({
      peer,
      project: "jest-judges",
      args: ["--json", "--outputFile=out.json"],
      env: { OPENAI_BASE_URL: provider.baseURL, OPENAI_API_KEY: "sk-test" },
    });
    const report = JSON.parse(readFileSync(join(finished.directory, "out.json"), "utf8")) as JsonReport;
    const messages = report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ failureMessages }) => failureMessages.length > 0)
      .map(
        ({ title, failureMessages }) => `${title}: ${failureMessages.join("\n").split(/\n +at /)[0] ?? ""}`,
      )
      .map((message) => message.replace(/\d+ ms/g, "<n> ms").replace(/Tokens: .*/g, "Tokens:     <n>"));
    const byId = Object.fromEntries(
      Object.entries(statuses(finished)).map(([id, status]) => [id.split(" > ").at(-1), status]),
    );

    expect(byId).toEqual({
      ...Object.fromEntries(Object.keys(byId).map((id) => [id, "fail (check)"])),
      hold: "pass",
      "hold negated": "pass",
      "no vectors": "error (no-verdict)",
      "no score": "inconclusive (no-verdict)",
      "no winner": "inconclusive (no-verdict)",
    });
    // The reply names its model, which is the judge's.
    expect((finished.summary as { readonly judges?: unknown }).judges).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ judge: "fake", rubric: "polite", sameFamily: 3 })]),
    );
    expect(messages.join("\n\n")).toMatchInlineSnapshot(`
      "toPassJudge: Error: expect(received).toPassJudge(polite): By rule: fail.

      Input:      How long is the refund window?
      Output:     Read the manual. [[fail]]
      Reference:  30 days.
      Rubric:     polite v1 (6f02b10998cb)
      Verdict:    fail
      Critique:   By rule: fail.
      Evidence:   Read the manual. [[fail]]
      Votes:
          1 fail (fake): By rule: fail.
          2 fail (fake): By rule: fail.
      Judge:      fake (prompt binary/1, <n> ms)
      Tokens:     <n>
      Cost:       not known

      toPassJudge negated: Error: expect(received).not.toPassJudge(polite): By rule: pass.

      Input:      How long is the refund window?
      Output:     Certainly, the refund window is 30 days.
      Reference:  30 days.
      Rubric:     polite v1 (6f02b10998cb)
      Verdict:    pass
      Critique:   By rule: pass.
      Evidence:   Certainly, the refund window is 30 days.
      Judge:      fake (prompt binary/1, <n> ms)
      Tokens:     <n>
      Cost:       not known

      toPassJudge by rule: Error: expect(received).toPassJudge(polite): The output opens an answer and gives none.

      Output:     Solution:
      Rubric:     polite v1 (6f02b10998cb)
      Verdict:    fail (rule opener-only)
      Critique:   The output opens an answer and gives none.
      Judge:      none: decided by rule

      toScoreAtLeast: Error: expect(received).toScoreAtLeast(clarity): 3.33 of 5: By rule: 3.

      Input:      How long is the refund window?
      Output:     Certainly, the refund window is 30 days. [[scores:2,5,3]]
      At least:   4
      Rubric:     clarity v1 (546cfc4c2f93)
      Verdict:    fail (mean 3.333 of 5; 3 votes, variance 1.556, range 3)
      Critique:   By rule: 3.
      Evidence:   Certainly, the refund window is 30 days. [[scores:2,5,3]]
      Votes:
          1 fail, 2 (fake): By rule: 2.
          2 pass, 5 (fake): By rule: 5.
          3 fail, 3 (fake): By rule: 3.
      Unstable:   the votes are far apart: write anchors that tell the levels apart, add scored examples to the rubric, or lower the temperature
      Judge:      fake (prompt score/1, <n> ms)
      Tokens:     <n>
      Cost:       not known

      toScoreAtLeast negated: Error: expect(received).not.toScoreAtLeast(clarity): 4 of 5: By rule: 4.

      Output:     Certainly, the refund window is 30 days. [[scores:4,4,5]]
      At least:   4
      Rubric:     clarity v1 (546cfc4c2f93)
      Verdict:    pass (median 4 of 5; 3 votes, variance 0.222, range 1)
      Critique:   By rule: 4.
      Evidence:   Certainly, the refund window is 30 days. [[scores:4,4,5]]
      Votes:
          1 pass, 4 (fake): By rule: 4.
          2 pass, 4 (fake): By rule: 4.
          3 pass, 5 (fake): By rule: 5.
      Judge:      fake (prompt score/1, <n> ms)
      Tokens:     <n>
      Cost:       not known

      toBePreferredOver: Error: expect(received).toBePreferredOver(polite): By rule, from the markers.

      Input:      How long is the refund window?
      Output:     Certainly, the refund window is 30 days.
      Other:      Read the manual. [[fail]] [[better]]
      Rubric:     polite v1 (6f02b10998cb)
      Verdict:    fail (the other text wins in both orders)
      Critique:   By rule, from the markers.
      Evidence:   Certainly, the refund window is 30 days.
      Evidence:   Read the manual. [[fail]] [[better]]
      Votes:
          1 fail (fake): By rule, from the markers.
          2 fail (fake): By rule, from the markers.
      Judge:      fake (prompt pairwise/1, <n> ms)
      Tokens:     <n>
      Cost:       not known

      toBePreferredOver on a tie: Error: expect(received).toBePreferredOver(polite): a tie: in both orders the judge took the text in first place

      Output:     Certainly, the refund window is 30 days.
      Other:      Read the manual. [[fail]] [[first]]
      Rubric:     polite v1 (6f02b10998cb)
      Verdict:    fail (a tie; with the output first the judge took the first text, with it second the first text)
      Critique:   a tie: in both orders the judge took the text in first place
      Evidence:   Certainly, the refund window is 30 days.
      Evidence:   Read the manual. [[fail]] [[first]]
      Votes:
          1 pass (fake): By rule, from the markers.
          2 fail (fake): By rule, from the markers.
      Judge:      fake (prompt pairwise/1, <n> ms)
      Tokens:     <n>
      Cost:       not known

      toBePreferredOver negated: Error: expect(received).not.toBePreferredOver(polite): By rule, from the markers.

      Output:     Certainly, the refund window is 30 days. [[better]]
      Other:      Read the manual. [[fail]]
      Rubric:     polite v1 (6f02b10998cb)
      Verdict:    pass (the output wins in both orders)
      Critique:   By rule, from the markers.
      Evidence:   Certainly, the refund window is 30 days. [[better]]
      Evidence:   Read the manual. [[fail]]
      Votes:
          1 pass (fake): By rule, from the markers.
          2 pass (fake): By rule, from the markers.
      Judge:      fake (prompt pairwise/1, <n> ms)
      Tokens:     <n>
      Cost:       not known

      toBeFaithfulTo: Error: expect(received).toBeFaithfulTo(faithfulness): 0 of 1 checkable claims are supported by the context; c1 unsupported: By rule: the context does not say it.

      Output:     The refund window is 60 days.
      Rubric:     faithfulness v1 (d5cf3716054c)
      Verdict:    fail (score 0)
      Critique:   0 of 1 checkable claims are supported by the context; c1 unsupported: By rule: the context does not say it.
      Claims:
          c1 unsupported: The refund window is 60 days.
               because By rule: the context does not say it.
      Judge:      fake (prompt claims/1, <n> ms)
      Tokens:     <n>
      Cost:       not known

      toBeFaithfulTo negated: Error: expect(received).not.toBeFaithfulTo(faithfulness): 1 of 1 checkable claims are supported by the context

      Output:     Certainly, the refund window is 30 days.
      Rubric:     faithfulness v1 (d5cf3716054c)
      Verdict:    pass (score 1)
      Critique:   1 of 1 checkable claims are supported by the context
      Claims:     c1 supported: Certainly, the refund window is 30 days.
      Judge:      fake (prompt claims/1, <n> ms)
      Tokens:     <n>
      Cost:       not known

      toCover: Error: expect(received).toCover(coverage): the output makes 1 of 2 checkable claims of the reference; c1 unsupported: By rule: the context does not say it.

      Output:     Starter costs $29 per month.
      Reference:  Pro costs $49 per month. Starter costs $29 per month.
      Rubric:     coverage v1 (ad04a767c245)
      Verdict:    fail (score 0.5)
      Critique:   the output makes 1 of 2 checkable claims of the reference; c1 unsupported: By rule: the context does not say it.
      Claims:
          c1 unsupported: Pro costs $49 per month.
               because By rule: the context does not say it.
          c2 supported: Starter costs $29 per month.
      Judge:      fake (prompt cover/1, <n> ms)
      Tokens:     <n>
      Cost:       not known

      toCover negated: Error: expect(received).not.toCover(coverage): the output makes 2 of 2 checkable claims of the reference

      Output:     Pro costs $49 per month. Starter costs $29 per month.
      Reference:  Pro costs $49 per month. Starter costs $29 per month.
      Rubric:     coverage v1 (ad04a767c245)
      Verdict:    pass (score 1)
      Critique:   the output makes 2 of 2 checkable claims of the reference
      Claims:
          c1 supported: Pro costs $49 per month.
          c2 supported: Starter costs $29 per month.
      Judge:      fake (prompt cover/1, <n> ms)
      Tokens:     <n>
      Cost:       not known

      toBeSimilarTo: Error: expect(received).toBeSimilarTo(similarity): the similarity is 0.1474, at least 0.9 is asked for

      Output:     Xyz hum.
      Reference:  Certainly, the refund window is 30 days.
      At least:   0.9
      Rubric:     similarity v1 (d8205f676145)
      Verdict:    fail (score 0.147)
      Critique:   the similarity is 0.1474, at least 0.9 is asked for
      Judge:      letters (prompt similarity/1, <n> ms)
      Cost:       not known

      toBeSimilarTo negated: Error: expect(received).not.toBeSimilarTo(similarity): the similarity is 1, at least 0.9 is asked for

      Output:     Certainly, the refund window is 30 days.
      Reference:  Certainly, the refund window is 30 days.
      At least:   0.9
      Rubric:     similarity v1 (d8205f676145)
      Verdict:    pass (score 1)
      Critique:   the similarity is 1, at least 0.9 is asked for
      Judge:      letters (prompt similarity/1, <n> ms)
      Cost:       not known

      no vectors: ModelError: Failed to ask model "broken": vector 1 of 2 is zero everywhere. No similarity follows from it; correct the model, or take another.

      no score: EvalError: Failed to judge "clarity": fake gave no usable verdict (out-of-range: 0 of 3 votes gave a score, which leaves a mean from 1 to 5, and 4 is asked for; "score" is 4.5, not a whole number from 1 to 5). This is neither a pass nor a fail; run it again, or give the judge what it needs.

      Output:     Certainly, the refund window is 30 days. [[scores:4.5]]
      At least:   4
      Rubric:     clarity v1 (546cfc4c2f93)
      Verdict:    inconclusive (out-of-range)
      Critique:   0 of 3 votes gave a score, which leaves a mean from 1 to 5, and 4 is asked for; "score" is 4.5, not a whole number from 1 to 5
      Votes:
          1 out-of-range (fake): "score" is 4.5, not a whole number from 1 to 5
          2 out-of-range (fake): "score" is 4.5, not a whole number from 1 to 5
          3 out-of-range (fake): "score" is 4.5, not a whole number from 1 to 5
      Judge:      fake (prompt score/1, <n> ms)
      Tokens:     <n>
      Cost:       not known

      no winner: EvalError: Failed to judge "polite": fake gave no usable verdict (cannot-judge: an order has no winner; By rule, from the markers.). This is neither a pass nor a fail; run it again, or give the judge what it needs.

      Output:     Certainly, the refund window is 30 days. [[cannot-judge]]
      Other:      Read the manual. [[fail]]
      Rubric:     polite v1 (6f02b10998cb)
      Verdict:    inconclusive (cannot-judge)
      Critique:   an order has no winner; By rule, from the markers.
      Votes:
          1 cannot-judge (fake): By rule, from the markers.
          2 cannot-judge (fake): By rule, from the markers.
      Judge:      fake (prompt pairwise/1, <n> ms)
      Tokens:     <n>
      Cost:       not known"
    `);
    expect(finished.exitCode).toBe(1);
  });
});
