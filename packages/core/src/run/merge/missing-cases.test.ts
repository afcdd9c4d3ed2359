import { rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { writeBaseline } from "../baseline/write-baseline.ts";
import { exitCodeOf } from "../exit-code.ts";
import { finishRun } from "../finish-run.ts";
import type { JournalEvent } from "../journal-line.ts";
import { noteSuiteFiles } from "../suite-files.ts";
import { summarizeRun } from "../summarize-run.ts";
import type { Summary } from "../summary.ts";
import { cleanFacts, ran, scratchDirectory, scratchRun, writeJournal } from "../test-helpers/scratch-run.ts";
import { mergeRuns } from "./merge-runs.ts";

const files = ["src/a.eval.test.ts", "src/b.eval.test.ts", "src/c.eval.test.ts"];

/** The cases of one file of the suite. */
function fileEvents(index: number, file = files[index] as string): JournalEvent[] {
  return ["first", "second"].flatMap((name, place) =>
    ran(`${name} of ${index}`, place === 0 ? "golden" : "distribution", "pass").map((event) => ({
      ...event,
      file,
      ...(event.kind === "declare" && { fingerprint: `f${index}${place}` }),
    })),
  );
}

interface ShardOptions {
  readonly events?: readonly JournalEvent[];
  /** Whether it notes which files the suite has. */
  readonly tells?: boolean;
  readonly sealed?: boolean;
  readonly filter?: { readonly paths: readonly string[] };
}

/** A shard of three, one file each. */
function shard(index: number, options: ShardOptions = {}): string {
  const { events = fileEvents(index), tells = true, sealed = true, filter = {} } = options;
  const run = scratchRun({ shard: { index: index + 1, count: 3 }, filter });
  writeJournal(run, events);
  if (tells) noteSuiteFiles(run.directory, { runner: "vitest", all: files });
  if (sealed) noteSuiteFiles(run.directory, { runner: "vitest", ran: [files[index] as string] });
  if (sealed) finishRun(run, cleanFacts);
  return run.directory;
}

function baseline(events: readonly JournalEvent[] = [0, 1, 2].flatMap((index) => fileEvents(index))): string {
  const run = scratchRun();
  writeJournal(run, events);
  finishRun(run, cleanFacts);
  const file = join(scratchDirectory(), "assay.baseline.json");
  writeBaseline(run.directory, file);
  return file;
}

function merge(
  file: string | undefined,
  ...directories: readonly string[]
): Summary & { readonly directory: string } {
  const { directory, summary } = mergeRuns(directories, {
    root: scratchDirectory(),
    outputDir: ".assay",
    ...(file !== undefined && { baseline: file }),
  });
  expect(summarizeRun(directory)).toEqual(summary);
  return { ...summary, directory };
}

const notRun = ({ cases }: Summary): readonly string[] =>
  cases.filter(({ status }) => status === "not-run").map(({ id, reason }) => `${id}: ${reason}`);

test("the files of a missing shard are named", () => {
  const merged = merge(undefined, shard(0), shard(2));

  expect(merged.missingFiles).toEqual([files[1]]);
  expect(merged.gate.reasons.map(({ message }) => message)).toEqual(
    expect.arrayContaining(["shard 2 of 3 is missing", "no given shard ran src/b.eval.test.ts"]),
  );
});

test("the cases that the baseline knows of a missing shard are not-run, by id", () => {
  const merged = merge(baseline(), shard(0), shard(2));

  expect(notRun(merged)).toEqual([
    "first of 1: shard 2 of 3 is missing",
    "second of 1: shard 2 of 3 is missing",
  ]);
  expect(merged.missingFiles).toEqual([files[1]]);
  expect(merged.partitions).toMatchObject({
    golden: { declared: 3, pass: 2, notRun: 1, verdict: "inconclusive" },
    distribution: { declared: 3, pass: 2, notRun: 1 },
  });
  expect(exitCodeOf(merged, { allowPartial: false })).toBe(2);
});

test("a whole run takes nothing from the baseline", () => {
  const merged = merge(baseline(), shard(0), shard(1), shard(2));

  expect(merged.cases).toHaveLength(6);
  expect([merged.missingFiles, merged.gate.verdict]).toEqual([undefined, "pass"]);
});

test("a shard that died before it came to its file leaves its cases not-run", () => {
  const merged = merge(baseline(), shard(0), shard(1, { events: [], sealed: false }), shard(2));

  expect(notRun(merged)).toEqual([
    "first of 1: shard 2 of 3 of vitest did not finish",
    "second of 1: shard 2 of 3 of vitest did not finish",
  ]);
});

test.each<[string, () => Summary]>([
  [
    "of a file that the suite has no longer",
    () => merge(baseline([...fileEvents(0), ...fileEvents(1, "src/gone.eval.test.ts")]), shard(0), shard(2)),
  ],
  [
    "that another file has now",
    () => merge(baseline([...fileEvents(0), ...fileEvents(2, files[1])]), shard(0), shard(2)),
  ],
  [
    "that a file has lost which did run",
    () =>
      merge(
        baseline([
          ...fileEvents(0),
          ...ran("lost", "golden", "pass").map((event) => ({ ...event, file: files[0] as string })),
        ]),
        shard(0),
        shard(2),
      ),
  ],
  [
    "where files were picked by path",
    () => {
      const options = { tells: false, filter: { paths: ["src/a"] } };
      return merge(baseline(), shard(0, options), shard(2, options));
    },
  ],
])("a case %s is not missing", (_name, merged) => {
  expect(notRun(merged())).toEqual([]);
});

test("without the runner's word every file that nobody ran counts", () => {
  const merged = merge(baseline(), shard(0, { tells: false }), shard(2, { tells: false }));

  expect(notRun(merged)).toHaveLength(2);
  expect(merged.missingFiles).toBeUndefined();
});

test("notes that cannot be read are no notes", () => {
  const directory = shard(0, { tells: false });
  noteSuiteFiles(directory, { runner: "vitest", all: [7] as unknown as string[] });

  expect(merge(undefined, directory).missingFiles).toBeUndefined();
});

test("with a baseline merging is associative and idempotent, whatever is missing", () => {
  const file = baseline();
  const subset = fc.uniqueArray(fc.constantFrom(0, 1, 2), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(subset, (given) => {
      const shards = given.map((index) => shard(index));
      const [first, ...others] = shards as [string, ...string[]];

      const flat = merge(file, ...shards);
      const stepped = others.reduce((merged, one) => merge(file, merged, one).directory, first);
      const again = merge(file, flat.directory, stepped, ...shards.toReversed());

      const all = { ...flat, directory: "" };
      expect({ ...again, directory: "" }).toEqual(all);
      expect({ ...merge(file, stepped), directory: "" }).toEqual(all);
      expect(flat.cases).toHaveLength(6);
      for (const { declared, pass, fail, inconclusive, error, notRun: rest } of Object.values(
        flat.partitions,
      ))
        expect(pass + fail + inconclusive + error + rest).toBe(declared);
      for (const directory of shards) rmSync(directory, { recursive: true });
    }),
    { numRuns: 15 },
  );
});
