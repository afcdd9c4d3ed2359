import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { fakeModel, plantedKey } from "../test-helpers/ask-fake-provider.ts";
import { answer, failure, kind, useFakeJudge } from "./test-helpers/use-fake-judge.ts";
import { scratchRecordings } from "./test-helpers/use-recordings.ts";

const recordings = scratchRecordings();
const fake = useFakeJudge();

test("neither key nor headers get into a file", async () => {
  recordings.use("auto");
  const header = "planted-header-value-123";
  const output = `${kind} My key is ${plantedKey}, and ${header}.`;
  // The judge quotes the whole text, and so the key: such a reply stays out altogether.
  await fake.judge({ output, model: fakeModel(fake.provider, { headers: { "x-secret": header } }) });
  expect(recordings.files()).toEqual([]);
  expect(recordings.warnings).toEqual([expect.stringContaining("holds what looks like a key")]);
  fake.provider.rule({ reply: (request) => answer(request.prompt, "pass") });
  await fake.judge({ output, model: fakeModel(fake.provider, { headers: { "x-secret": header } }) });
  expect(recordings.files()).toHaveLength(1);
  expect(recordings.texts()).not.toContain(plantedKey);
  expect(recordings.texts()).not.toContain(header);
  expect(recordings.texts()).toContain("[redacted]");
  // The file shows less than the key is made of: it is found all the same.
  recordings.use("replay");
  expect((await fake.judge({ output })).outcome).toBe("pass");
});

test("a request that differs by what is redacted has a recording of its own", async () => {
  recordings.use("auto");
  fake.provider.rule({ reply: (request) => answer(request.prompt, "pass") });
  await fake.judge({ output: `${kind} sk-aaaaaaaaaaaa` });
  recordings.use("replay");
  const error = await failure(fake.judge({ output: `${kind} sk-bbbbbbbbbbbb` }));
  expect(error.code).toBe("RECORDING_MISSING");
  expect(error.message).toContain("differs in what a reader is not shown");
  expect(error.message).not.toContain("sk-bbb");
});

test("a variable of the environment that is named like a key stays out of the files", async () => {
  vi.stubEnv("SOME_PROVIDER_API_KEY", "plain-words-for-a-key");
  recordings.use("auto");
  fake.provider.rule({ reply: (request) => answer(request.prompt, "pass") });
  await fake.judge({ output: `${kind} plain-words-for-a-key` });
  vi.unstubAllEnvs();
  expect(recordings.files()).toHaveLength(1);
  expect(recordings.texts()).not.toContain("plain-words-for-a-key");
});

test("files and folders are the user's own", async () => {
  recordings.use("auto");
  await fake.judge();
  const [name = ""] = recordings.files();
  const folder = join(recordings.root, "recordings");
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, name.slice(0, 2))).mode & 0o777).toBe(0o700);
});

test("a name is a digest and nothing else, whatever is judged", async () => {
  recordings.use("auto");
  await fake.judge({ output: "../../../etc/passwd and 漢字 are welcome" });
  expect(recordings.files()).toEqual([expect.stringMatching(/^([0-9a-f]{2})\/\1[0-9a-f]{62}\.json$/)]);
});
