import { expect as vitestExpect, test } from "vitest";
import { rubric } from "../judges/rubric.ts";
import { scratchRecordings } from "../models/recordings/test-helpers/use-recordings.ts";
import { judgeReply } from "../testing/judge-reply.ts";
import { scriptedModel } from "../testing/scripted-model.ts";
import { toPassJudge } from "./to-pass-judge.ts";

vitestExpect.extend({ toPassJudge } as unknown as Parameters<typeof vitestExpect.extend>[0]);

const recordings = scratchRecordings();
const polite = rubric({ name: "polite", version: 1, pass: "It is courteous.", fail: "It is rude." });

function ask(): Promise<string> {
  const model = scriptedModel([judgeReply({ verdict: "fail", critique: "It is rude." })]);
  // oxlint-disable-next-line vitest/valid-expect -- typed here, because no runner package is loaded
  const judged = vitestExpect("Read the manual.") as unknown as {
    toPassJudge(judge: unknown, options: object): Promise<void>;
  };
  return judged.toPassJudge(polite, { model }).then(
    () => "",
    (error: unknown) => (error as Error).message,
  );
}

test("the message of a replayed verdict says so, that of an asked one does not", async () => {
  const today = new Date().toISOString().slice(0, 10);
  // Without a reporter the first matcher reads the configuration, which asks for none here.
  await ask();
  recordings.use("auto");
  vitestExpect(await ask()).not.toContain("Replayed");
  vitestExpect(await ask()).toContain(
    `Replayed:   not asked: recorded ${today}, less than a day old; ASSAY_RECORDINGS=refresh asks again`,
  );
});
