import { startFakeProvider, type FakeProvider, type Plan } from "@assay-fixtures/fake-provider";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { judgeBinary } from "../../../judges/binary-judge.ts";
import { rubric, type Rubric } from "../../../judges/rubric.ts";
import type { Verdict } from "../../../judges/verdict.ts";
import { fakeModel } from "../../test-helpers/ask-fake-provider.ts";

export const polite: Rubric = rubric({
  name: "polite",
  version: 1,
  pass: "It is courteous.",
  fail: "It is rude.",
});
export const kind = "You are welcome, have a good day.";

export interface FakeJudge {
  readonly provider: FakeProvider;
  /** A verdict on {@link kind} by {@link polite}, unless the options say otherwise. */
  judge(options?: object): Promise<Verdict>;
}

/** A binary judge at a fake provider that forgets between the tests of a file. */
export function useFakeJudge(): FakeJudge {
  let provider: FakeProvider;
  beforeAll(async () => {
    provider = await startFakeProvider();
  });
  beforeEach(() => provider.reset());
  afterAll(() => provider.close());
  return {
    get provider() {
      return provider;
    },
    judge: (options = {}) =>
      judgeBinary({ rubric: polite, output: kind, model: fakeModel(provider), ...options }),
  };
}

/** The error that `promise` ends in. */
export function failure(
  promise: Promise<unknown>,
): Promise<{ readonly code: string; readonly message: string }> {
  return promise.then(
    () => expect.fail("It did not fail."),
    (error: unknown) => error as { readonly code: string; readonly message: string },
  );
}

/** What a judge answers that quotes nothing. */
export function answer(prompt: string, verdict: "pass" | "fail"): Plan {
  const nonce = /"nonce": "([0-9a-f]{32})"/.exec(prompt)?.[1];
  return { text: { nonce, critique: `It is a ${verdict}.`, evidence: [], verdict } };
}
