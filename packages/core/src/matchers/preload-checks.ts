import { matchers } from "./index.ts";

/**
 * Loads what matchers, judges and models otherwise load with their first call. Jest 30 refuses every `require()` once one of the tests that run
 * at once has ended: a check that came first after that would be lost.
 */
export async function preloadChecks(): Promise<void> {
  await Promise.all([
    // Of the built package each property loads the file that it names.
    Promise.resolve(Object.values(matchers)),
    import("../config/load-config.ts"),
    import("../config/worker-config.ts"),
    import("../platform/call-place.ts"),
    import("../judges/run-binary-judge.ts"),
    import("../judges/run-claims-judge.ts"),
    import("../judges/run-cover-judge.ts"),
    import("../judges/run-pairwise-judge.ts"),
    import("../judges/run-score-judge.ts"),
    import("../judges/run-similarity-judge.ts"),
    import("../models/lexical.ts"),
    import("../models/lexical/answer-question.ts"),
    import("../models/recordings/ask-recorded.ts"),
    import("../models/recordings/embed-recorded.ts"),
  ]);
}
