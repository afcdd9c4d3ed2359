import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ChatModel } from "../chat-model.ts";
import { fromFunction } from "../from-function.ts";
import { recorded } from "./recorded.ts";
import type { RecordingMode } from "./recording-settings.ts";
import { scratchRecordings } from "./test-helpers/use-recordings.ts";

const recordings = scratchRecordings();

/** A model that counts, behind recordings of `mode`. */
function counting(mode: RecordingMode): {
  readonly ask: (text?: string) => Promise<string>;
  readonly calls: () => number;
} {
  let calls = 0;
  const inner = fromFunction(() => `answer ${++calls}`, { id: "counting", family: "test" });
  recordings.use(mode);
  const model: ChatModel = recorded(inner);
  return {
    ask: async (content = "hello") => (await model.complete({ messages: [{ role: "user", content }] })).text,
    calls: () => calls,
  };
}

async function stored(): Promise<string> {
  await counting("auto").ask();
  return join(recordings.root, "recordings", recordings.files()[0] ?? "");
}

const damages: readonly (readonly [what: string, damage: (file: string) => void])[] = [
  ["cut", (file) => truncateSync(file, 100)],
  ["emptied", (file) => truncateSync(file, 0)],
  ["overwritten with foreign JSON", (file) => writeFileSync(file, '{"status":"ok"}')],
  [
    "of an older schema",
    (file) => writeFileSync(file, readFileSync(file, "utf8").replace("recording/1", "recording/0")),
  ],
  ["a link to another file", (file) => (rmSync(file), symlinkSync("/etc/hostname", file))],
  ["a folder", (file) => (rmSync(file), mkdirSync(file))],
];

test.each(damages)(
  "a recording that was %s is asked for again, put aside, and told of once",
  async (_what, damage) => {
    const file = await stored();
    damage(file);
    const again = counting("auto");
    expect(await again.ask()).toBe("answer 1");
    expect(await again.ask()).toBe("answer 1");
    expect(again.calls()).toBe(1);
    expect(recordings.warnings).toEqual([
      expect.stringMatching(
        /^A recording could not be used and was recorded anew: [0-9a-f]{12}… in recordings: it /,
      ),
    ]);
    expect(readdirSync(join(recordings.root, "recordings", "quarantine"))).toHaveLength(1);
    expect(await counting("replay").ask()).toBe("answer 1");
  },
);

test.each(damages)(
  "replaying a recording that was %s is an error that does not say it is missing",
  async (_what, damage) => {
    const file = await stored();
    damage(file);
    const replay = counting("replay");
    await expect(replay.ask()).rejects.toMatchObject({
      code: "RECORDING_CORRUPT",
      message: expect.stringContaining("is corrupt: it ") as string,
    });
    expect(replay.calls()).toBe(0);
    // What is wrong is there to be looked at.
    expect(existsSync(join(recordings.root, "recordings", "quarantine"))).toBe(false);
  },
);

const folders: readonly (readonly [what: string, make: (folder: string) => void])[] = [
  ["a file", (folder) => writeFileSync(folder, "")],
  ["a link to a folder", (folder) => symlinkSync("/tmp", folder)],
  ["a link to nothing", (folder) => symlinkSync("/nowhere/at/all", folder)],
];

test.each(folders)(
  "with %s for a folder the run goes on unrecorded, with a warning of each kind",
  async (_what, make) => {
    make(join(recordings.root, "recordings"));
    const model = counting("auto");
    expect([await model.ask("a"), await model.ask("b"), await model.ask("c")]).toEqual([
      "answer 1",
      "answer 2",
      "answer 3",
    ]);
    expect(recordings.warnings).toEqual([
      expect.stringMatching(/^Recordings could not be read, so that models were asked: recordings: /),
      expect.stringMatching(/^Replies could not be recorded, and the run went on without: recordings: /),
    ]);
  },
);

test.each(folders)("with %s for a folder a replay is an error", async (_what, make) => {
  make(join(recordings.root, "recordings"));
  const model = counting("replay");
  await expect(model.ask()).rejects.toMatchObject({ code: "RECORDING_UNREADABLE" });
  expect(model.calls()).toBe(0);
});

test("a folder below a file is no folder either", async () => {
  writeFileSync(join(recordings.root, "file"), "");
  const model = counting("auto");
  recordings.use("auto", "file/recordings");
  expect(await model.ask()).toBe("answer 1");
  expect(recordings.warnings.length).toBeGreaterThan(0);
});

test("a file system that takes no files costs the recording and not the answer", async () => {
  // /proc takes no folder of anybody, root included.
  const model = counting("auto");
  recordings.use("auto", "/proc/recordings");
  expect([await model.ask("a"), await model.ask("b")]).toEqual(["answer 1", "answer 2"]);
  expect(recordings.warnings).toEqual([
    expect.stringMatching(
      /^Replies could not be recorded, and the run went on without: \/proc\/recordings: /,
    ),
  ]);
});

test("a folder that is not there is nothing but missing in a replay", async () => {
  const model = counting("replay");
  await expect(model.ask()).rejects.toMatchObject({
    code: "RECORDING_MISSING",
    message:
      'Failed to replay model "counting": there is no recording of this request in "recordings". Record it: run the tests once with ASSAY_RECORDINGS=auto and the model\'s key. There are no recordings at all.',
  });
});

test("no run removes what it does not use", async () => {
  const first = counting("auto");
  await first.ask("a");
  await first.ask("b");
  const before = recordings.files();
  await counting("auto").ask("a");
  await counting("refresh").ask("a");
  expect(recordings.files()).toEqual(before);
});
