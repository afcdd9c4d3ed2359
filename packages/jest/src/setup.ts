/** The set-up file of a Jest project: registers the matchers and watches the tests. */
import { attachWorker, lazyMatchers, preloadChecks } from "@assay/core/adapter";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { provideJestApi } from "./jest-api.ts";
import { PlainCases } from "./plain-cases.ts";
import { watchTests, type WatchedTest } from "./watch-tests.ts";

const worker = attachWorker();
worker.assertions.watch({ count: () => expect.getState().assertionCalls, countsFirst: false });
const plainCases = new PlainCases(expect);

expect.extend(lazyMatchers as Parameters<typeof expect.extend>[0]);
provideJestApi({ describe, test, afterAll, expect });
plainCases.install();
watchTests(test as unknown as WatchedTest, plainCases);
// Awaited by nobody: what fails to load says so when it is called.
if (plainCases.isEvalFile()) preloadChecks().catch(() => {});

beforeEach(() => plainCases.start());
afterEach(() => {
  worker.assertions.forget();
  plainCases.end();
});
afterAll(async () => {
  try {
    await plainCases.finish();
  } finally {
    worker.journal.close();
  }
});
