import { readFileSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { judgePairwise } from "../../judges/pairwise-judge.ts";
import { judgeScore } from "../../judges/score-judge.ts";
import { scoreRubric } from "../../judges/score-rubric.ts";
import { fakeModel } from "../test-helpers/ask-fake-provider.ts";
import { failure, kind, polite, useFakeJudge } from "./test-helpers/use-fake-judge.ts";
import { scratchRecordings } from "./test-helpers/use-recordings.ts";

const recordings = scratchRecordings();
const fake = useFakeJudge();

const clarity = scoreRubric({
  name: "clarity",
  version: 1,
  measures: "How easily the reply can be followed.",
  levels: { 1: "Not at all.", 2: "Hardly.", 3: "With detours.", 4: "Easily.", 5: "At first reading." },
});

/** A jury of models by their letters, of which each has recordings of its own. */
function jury(letters: string): object {
  const members = [...letters].map((model) => fakeModel(fake.provider, { model }));
  return { model: undefined, jury: members };
}

/** The file of the only recording of one model. */
function fileOf(model: string): string {
  const files = recordings.files().map((name) => join(recordings.root, "recordings", name));
  return files.find((file) => readFileSync(file, "utf8").includes(`"model": "${model}"`)) ?? "";
}

const losses: readonly (readonly [what: string, lose: (file: string) => void, code: string])[] = [
  ["missing", (file) => rmSync(file), "RECORDING_MISSING"],
  ["corrupt", (file) => truncateSync(file, 40), "RECORDING_CORRUPT"],
];

test.each(losses)(
  "a %s vote that cannot change the verdict leaves a replayed panel its verdict",
  async (_what, lose, code) => {
    recordings.use("auto");
    await fake.judge(jury("ab"));
    await fake.judge(jury("ac"));
    lose(fileOf("b"));
    recordings.use("replay");
    const verdict = await fake.judge(jury("abc"));
    expect(verdict).toMatchObject({ outcome: "pass", requests: 0, costUsd: 0, replayed: { replies: 2 } });
    expect(verdict.votes?.map(({ outcome }) => outcome)).toEqual(["pass", "error", "pass"]);
    const why = code === "RECORDING_MISSING" ? "there is no recording of this request" : "is corrupt";
    expect(verdict.votes?.[1]?.critique).toContain(why);
  },
);

test("a panel that was decided in spite of a reply that nothing came of replays the same verdict", async () => {
  recordings.use("auto");
  fake.provider.script({ text: "No verdict." });
  const asked = await fake.judge(jury("abc"));
  expect(asked.outcome).toBe("pass");
  recordings.use("replay");
  expect(await fake.judge(jury("abc"))).toMatchObject({ outcome: "pass", judgeHash: asked.judgeHash });
});

test.each(losses)("a %s vote that could change the verdict is an error", async (_what, lose, code) => {
  recordings.use("auto");
  await fake.judge(jury("ab"));
  lose(fileOf("b"));
  recordings.use("replay");
  const error = await failure(fake.judge(jury("ab")));
  expect(error.code).toBe(code);
  expect(error.message).toContain("1 of 2 votes are missing, and they could change the verdict");
  const before = fake.provider.log.length;
  // Votes that an early decision left out were never recorded, so they cannot take the place of the lost one.
  await failure(fake.judge(jury("abc")));
  expect(fake.provider.log).toHaveLength(before);
});

test("a score with a vote missing stands where no score of that vote could turn it round", async () => {
  const spread = { rubric: clarity, output: `${kind} [[scores:5,5,5]]`, model: fakeModel(fake.provider) };
  recordings.use("auto");
  await judgeScore({ ...spread, min: 3, samples: 3 });
  const [first = ""] = recordings.files();
  rmSync(join(recordings.root, "recordings", first));
  recordings.use("replay");
  // (5 + 5 + 1) / 3 is 3.67, (5 + 5 + 5) / 3 is 5.
  expect(await judgeScore({ ...spread, min: 3 })).toMatchObject({ outcome: "pass", scores: { missing: 1 } });
  expect((await failure(judgeScore({ ...spread, min: 4 }))).code).toBe("RECORDING_MISSING");
});

test("a pair with an order missing has no winner", async () => {
  const pair = {
    rubric: polite,
    output: `${kind} [[better]]`,
    other: "Read the manual.",
    model: fakeModel(fake.provider),
  };
  recordings.use("auto");
  await judgePairwise(pair);
  const [first = ""] = recordings.files();
  rmSync(join(recordings.root, "recordings", first));
  recordings.use("replay");
  expect((await failure(judgePairwise(pair))).code).toBe("RECORDING_MISSING");
});
