import { expect, test } from "vitest";
import { describeAge, recordingNotes, RecordingsTally } from "./tally-recordings.ts";

test.each([
  ["2026-11-20T08:00:00.000Z", "less than a day old"],
  ["2026-11-19T08:00:00.000Z", "the oldest 1 day old"],
  ["2025-11-20T08:00:00.000Z", "the oldest 365 days old"],
  // Recorded by the run itself, which started before.
  ["2026-11-20T09:30:00.000Z", "less than a day old"],
  // A clock that was set back or forth gives no negative age, and no fresh recording.
  ["2027-11-20T09:00:00.000Z", "in the future: a clock was wrong"],
])("a recording of %s is %s", (recordedAt, age) => {
  expect(describeAge(recordedAt, "2026-11-20T09:00:00.000Z")).toBe(age);
});

test("nothing is said of a run that replayed nothing", () => {
  const tally = new RecordingsTally();
  tally.add({ requests: 3 });
  expect(tally.result()).toBeUndefined();
  expect(recordingNotes(tally.result(), "2026-11-20T09:00:00.000Z", [])).toEqual([]);
});

test("a run that replayed says how much, of when, and what was sent all the same", () => {
  const tally = new RecordingsTally();
  tally.add({ requests: 2 });
  tally.add({
    requests: 0,
    replayed: { replies: 1, oldest: "2026-11-19T10:00:00.000Z", newest: "2026-11-19T10:00:00.000Z" },
  });
  tally.add({
    requests: 0,
    replayed: { replies: 37, oldest: "2026-11-18T08:00:00.000Z", newest: "2026-11-20T08:00:00.000Z" },
  });
  expect(recordingNotes(tally.result(), "2026-11-20T09:00:00.000Z", ["a warning"])).toEqual([
    {
      code: "replayed",
      effect: "note",
      message:
        "judges: 38 replies replayed (recorded 2026-11-18 to 2026-11-20, the oldest 2 days old), 2 requests sent",
    },
    { code: "recording-warning", effect: "note", message: "recordings: a warning" },
  ]);
});
