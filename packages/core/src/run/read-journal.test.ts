import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { encodeJournalLine, type JournalLine } from "./journal-line.ts";
import { readJournal, type JournalReading } from "./read-journal.ts";
import {
  declare,
  end,
  keyOf,
  ran,
  scratchDirectory,
  scratchRun,
  start,
  writeJournal,
} from "./test-helpers/scratch-run.ts";

function readAll(directory: string): { lines: JournalLine[]; reading: JournalReading } {
  const lines: JournalLine[] = [];
  const reading = readJournal(directory, (line) => lines.push(line));
  return { lines, reading };
}

function journalFile(directory: string): string {
  return join(directory, readdirSync(directory).find((name) => name.endsWith(".jsonl")) as string);
}

test("hands on every line of every file in the order in which it was written", () => {
  const run = scratchRun();
  writeJournal(run, ran("a", "golden", "pass"));
  writeJournal(run, ran("b", "golden", "fail"));

  const { lines, reading } = readAll(run.directory);

  expect(lines).toHaveLength(6);
  expect(lines.filter((line) => line.case === "a").map((line) => line.kind)).toEqual([
    "declare",
    "start",
    "end",
  ]);
  expect(reading).toMatchObject({ files: 2, lines: 6, torn: 0, problems: [] });
});

test("a half written last line is counted and dropped, and every line before it kept", () => {
  const run = scratchRun();
  writeJournal(run, ran("a", "golden", "pass"));
  const path = journalFile(run.directory);
  truncateSync(path, readFileSync(path).length - 20);

  const { lines, reading } = readAll(run.directory);

  expect(lines.map((line) => line.kind)).toEqual(["declare", "start"]);
  expect(reading).toMatchObject({ torn: 1, problems: [] });
});

test("a whole last line that only lacks its newline is kept", () => {
  const run = scratchRun();
  writeJournal(run, ran("a", "golden", "pass"));
  const path = journalFile(run.directory);
  truncateSync(path, readFileSync(path).length - 1);

  expect(readAll(run.directory).reading).toMatchObject({ lines: 3, torn: 0, problems: [] });
});

test("an altered line in the middle is named by file and line, and the lines after it are read", () => {
  const run = scratchRun();
  writeJournal(run, ran("a", "golden", "fail"));
  const path = journalFile(run.directory);
  const [first, second, third] = readFileSync(path, "utf8").split("\n");
  writeFileSync(
    path,
    [first, (second as string).replace('"attempt":0', '"attempt":1'), third, ""].join("\n"),
  );

  const { lines, reading } = readAll(run.directory);

  expect(lines.map((line) => line.kind)).toEqual(["declare", "end"]);
  expect(reading.problems).toEqual([
    {
      file: path.slice(run.directory.length + 1),
      line: 2,
      problem: "the line was altered: its checksum does not match",
    },
  ]);
});

test("every single changed byte of a line is noticed", () => {
  const run = scratchRun();
  writeJournal(run, ran("a", "golden", "fail"));
  const path = journalFile(run.directory);
  const bytes = readFileSync(path);
  const lastLine = bytes.lastIndexOf(10, bytes.length - 2) + 1;

  const unnoticed = Array.from(
    { length: bytes.length - 1 - lastLine },
    (_, offset) => lastLine + offset,
  ).filter((index) => {
    const changed = Buffer.from(bytes);
    changed[index] = (changed[index] as number) ^ 1;
    writeFileSync(path, changed);
    const { lines, reading } = readAll(run.directory);
    return lines.length === 3 || reading.problems.length + reading.torn === 0;
  });

  expect(unnoticed).toEqual([]);
});

test("a line that was taken out of the middle is missed by its number", () => {
  const run = scratchRun();
  writeJournal(run, ran("a", "golden", "fail"));
  const path = journalFile(run.directory);
  const [first, , third] = readFileSync(path, "utf8").split("\n");
  writeFileSync(path, `${first}\n${third}\n`);

  expect(readAll(run.directory).reading.problems).toMatchObject([
    { line: 2, problem: expect.stringContaining("lines are missing or repeated") },
  ]);
});

test("a line of a later version is refused", () => {
  const directory = scratchDirectory();
  const line = { ...declare("a", "golden"), v: 2, seq: 0, at: 0 } as JournalLine;
  writeFileSync(join(directory, "w-1-00.jsonl"), encodeJournalLine(line));

  const { lines, reading } = readAll(directory);

  expect(lines).toEqual([]);
  expect(reading.problems).toMatchObject([{ problem: expect.stringContaining("version 2") }]);
});

test.each(["", "{}", "null", "[]", "\u0000", '{"v":1,"sum":"00000000"}'])(
  "the line %j is reported and never handed on",
  (text) => {
    const directory = scratchDirectory();
    writeFileSync(join(directory, "w-1-00.jsonl"), `${text}\n`);

    const { lines, reading } = readAll(directory);

    expect(lines).toEqual([]);
    expect(reading.problems).toHaveLength(1);
  },
);

test("texts with line separators, lone surrogates and a mebibyte of output come back as they were", () => {
  const run = scratchRun();
  const texts = ["a\u2028b\u2029c\u0085d", "\ud800", "x".repeat(1024 * 1024), "\r\n::error::x\u0000"];
  writeJournal(
    run,
    texts.map((reason, trial) => end("a", "fail", { reason, trial })),
  );

  const { lines, reading } = readAll(run.directory);

  expect(lines.map((line) => (line as { reason?: string }).reason)).toEqual(texts);
  expect(reading.problems).toEqual([]);
});

test("files that are no journals are left alone", () => {
  const run = scratchRun();
  writeJournal(run, [declare("a", "golden"), start("a")]);
  appendFileSync(join(run.directory, "notes.txt"), "hello");

  expect(readAll(run.directory).lines.map((line) => line.test)).toEqual([keyOf("a").test, keyOf("a").test]);
});
