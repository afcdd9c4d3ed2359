import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { RunHandle } from "./create-run.ts";
import { encodeJournalLine, journalVersion, type JournalEvent, type JournalLine } from "./journal-line.ts";
import { summarizeRun } from "./summarize-run.ts";
import type { Summary } from "./summary.ts";
import {
  labelCheck,
  retrievalCheck,
  structureCheck,
  toolCheck,
  type Checked,
} from "./test-helpers/checked-case.ts";
import { check, declare, end, scratchRun, start } from "./test-helpers/scratch-run.ts";

// Every round writes real files.
vi.setConfig({ testTimeout: 60_000 });

/** Events that one process writes in this order, with the time of each. */
type Strand = readonly (readonly [JournalEvent, number])[];

const status = fc.constantFrom("pass", "fail", "inconclusive", "error", "not-run");
const outcome = fc.constantFrom("pass", "fail", "inconclusive", "error");
const at = fc.nat(50);

const name = fc.constantFrom("plan", "search", "__proto__");
const details = fc
  .oneof(
    fc
      .record({ expected: name, called: fc.array(name, { maxLength: 3 }), matched: fc.boolean() })
      .map(toolCheck),
    fc.double({ min: 0, max: 1, noNaN: true }).map((recall) => retrievalCheck({ recall })),
    fc.tuple(name, name).map(([expected, predicted]) => labelCheck(expected, predicted)),
    fc
      .array(fc.tuple(name, fc.boolean()), { minLength: 1, maxLength: 3 })
      .map((fields) => structureCheck(fields)),
  )
  .map((checked: Checked) => checked.details);
const trace = fc.record({
  tools: fc.array(name, { maxLength: 2 }),
  steps: fc.array(fc.record({ name, status: fc.constantFrom("ok", "ok", "error") }), { maxLength: 4 }),
  available: fc.array(name, { maxLength: 2 }),
});

/** One execution of an attempt; its worker may die at any point. */
function execution(id: string, trial: number, attempt: number): fc.Arbitrary<Strand> {
  return fc
    .tuple(fc.array(fc.tuple(outcome, details), { maxLength: 3 }), status, fc.nat(9), at, fc.nat(5), trace)
    .map(([checks, ended, durationMs, time, written, recorded]) =>
      [
        start(id, { trial, attempt }),
        ...checks.map(([one, found]) => check(id, one, { trial, attempt, ...(found && { details: found }) })),
        end(id, ended, {
          trial,
          attempt,
          durationMs,
          cause: ended === "fail" ? "errored-output" : "check",
          trace: recorded,
        }),
      ]
        .slice(0, 1 + written)
        .map((event, index): readonly [JournalEvent, number] => [event, time + index]),
    );
}

/** All strands of one case: declarations, executions of its trials and attempts, reports of the parent. */
function caseStrands(id: string): fc.Arbitrary<Strand[]> {
  const declarations = fc.array(
    fc.record({
      partition: fc.constantFrom("golden", "golden", "distribution", "mine"),
      excluded: fc.boolean(),
    }),
    { maxLength: 2 },
  );
  const attempts = fc
    .array(fc.tuple(fc.nat(1), fc.nat(2)), { maxLength: 4 })
    .chain((places) => fc.tuple(...places.map(([trial, attempt]) => execution(id, trial, attempt))));
  const reports = fc.array(fc.tuple(fc.nat(2), status, at), { maxLength: 1 });
  return fc.tuple(declarations, attempts, reports).map(([declared, executed, reported]) => [
    ...declared.map(({ partition, excluded }): Strand => [
      [
        declare(id, partition, {
          dimensions: { persona: partition },
          ...(excluded && { excluded: "filtered" }),
        }),
        0,
      ],
    ]),
    ...executed,
    ...reported.map(([attempt, ended, time]): Strand => [[end(id, ended, { attempt }), time]]),
  ]);
}

const journal = fc
  .uniqueArray(fc.constantFrom("a", "b", "c", "__proto__", "constructor"), { minLength: 1, maxLength: 4 })
  .chain((ids) => fc.tuple(...ids.map(caseStrands)))
  .map((cases) => cases.flat());

/** Writes every strand into a file of its own, or several strands of different attempts mixed into one. */
function write(run: RunHandle, strands: readonly Strand[], shuffle: (length: number) => number): Summary {
  const files = new Map<number, Strand[]>();
  for (const strand of strands) {
    let file = shuffle(6);
    while (files.get(file)?.some((other) => sameAttempt(other, strand)) === true) file++;
    files.set(file, [...(files.get(file) ?? []), strand]);
  }
  for (const [file, members] of files) {
    const lines = mix(members, shuffle).map(([event, time], seq) =>
      encodeJournalLine({ v: journalVersion, seq, at: time, ...event } as JournalLine),
    );
    writeFileSync(join(run.directory, `w-${shuffle(9)}-${file}.jsonl`), lines.join(""));
  }
  return summarizeRun(run.directory);
}

function sameAttempt(a: Strand, b: Strand): boolean {
  const place = (strand: Strand): string => {
    const [event] = strand[0] as (typeof strand)[number];
    return event.kind === "declare" ? "" : JSON.stringify([event.case, event.trial, event.attempt]);
  };
  return place(a) !== "" && place(a) === place(b);
}

/** Interleaves strands, each in its own order, as concurrent cases of one process are. */
function mix(
  strands: readonly Strand[],
  shuffle: (length: number) => number,
): (readonly [JournalEvent, number])[] {
  const rests = strands.map((strand) => [...strand]);
  const mixed: (readonly [JournalEvent, number])[] = [];
  for (
    let open = rests.filter((rest) => rest.length > 0);
    open.length > 0;
    open = rests.filter((rest) => rest.length > 0)
  ) {
    mixed.push(
      (open[shuffle(open.length)] as (typeof rests)[number]).shift() as readonly [JournalEvent, number],
    );
  }
  return mixed;
}

function sameRunElsewhere(run: RunHandle, name: string): RunHandle {
  const directory = join(run.manifest.root, name);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "run.json"), JSON.stringify(run.manifest));
  return { ...run, directory };
}

function seeded(seed: number): (length: number) => number {
  let state = seed;
  return (length) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % length;
  };
}

test("the same events give the same bytes, in whatever order and in whichever files they are", () => {
  const run = scratchRun();
  let round = 0;
  fc.assert(
    fc.property(journal, fc.nat(), fc.nat(), (strands, first, second) => {
      const here = write(sameRunElsewhere(run, `a${++round}`), strands, seeded(first));
      const there = write(sameRunElsewhere(run, `b${round}`), strands.toReversed(), seeded(second));
      expect(JSON.stringify(there)).toBe(JSON.stringify(here));
    }),
    { numRuns: 150 },
  );
});

test("declared is pass, fail, inconclusive, error and not-run together, in every partition and over all cases", () => {
  const run = scratchRun();
  let round = 0;
  fc.assert(
    fc.property(journal, fc.nat(), (strands, seed) => {
      const { partitions, cases } = write(sameRunElsewhere(run, `c${++round}`), strands, seeded(seed));
      const names = new Set(strands.flat().map(([event]) => event.case));
      const rows = Object.values(partitions);
      expect(cases.map(({ id }) => id).sort()).toEqual([...names].sort());
      expect(rows.reduce((sum, row) => sum + row.declared, 0)).toBe(names.size);
      for (const row of rows) {
        expect(row.pass + row.fail + row.inconclusive + row.error + row.notRun).toBe(row.declared);
        expect(row.erroredOutput).toBeLessThanOrEqual(row.fail);
      }
    }),
    { numRuns: 100 },
  );
});

test("what became of the cases of an expected tool adds up to their number", () => {
  const run = scratchRun();
  let round = 0;
  let seen = 0;
  fc.assert(
    fc.property(journal, fc.nat(), (strands, seed) => {
      const { tools, cases } = write(sameRunElsewhere(run, `e${++round}`), strands, seeded(seed));
      for (const row of tools?.expected ?? []) {
        seen++;
        const instead = Object.values(row.instead).reduce((sum, count) => sum + count, 0);
        expect(row.hit + row.calledOtherwise + instead + row.none).toBe(row.cases);
        expect(row.cases).toBeLessThanOrEqual(cases.length);
        expect(row.interval.low).toBeLessThanOrEqual(row.hitRate);
        expect(row.interval.high).toBeGreaterThanOrEqual(row.hitRate);
      }
    }),
    { numRuns: 100 },
  );
  expect(seen).toBeGreaterThan(0);
});

test("every run with steps succeeded, broke between two states or failed in its first", () => {
  const run = scratchRun();
  let round = 0;
  let seen = 0;
  fc.assert(
    fc.property(journal, fc.nat(), (strands, seed) => {
      const { transitions } = write(sameRunElsewhere(run, `f${++round}`), strands, seeded(seed));
      if (transitions === undefined) return;
      seen++;
      const broke = [...transitions.counts.flat(), ...transitions.failedFirst];
      expect(transitions.succeeded + broke.reduce((sum, count) => sum + count, 0)).toBe(transitions.runs);
    }),
    { numRuns: 100 },
  );
  expect(seen).toBeGreaterThan(0);
});

test("a case passes only if an execution or the runner said so, and no counted word spoke against it", () => {
  const run = scratchRun();
  let round = 0;
  fc.assert(
    fc.property(journal, fc.nat(), (strands, seed) => {
      const { cases } = write(sameRunElsewhere(run, `d${++round}`), strands, seeded(seed));
      const passes = strands
        .flat()
        .filter(([event]) => event.kind === "end" && event.status === "pass")
        .map(([event]) => event.case);
      for (const one of cases) if (one.status === "pass") expect(passes).toContain(one.id);
    }),
    { numRuns: 100 },
  );
});
