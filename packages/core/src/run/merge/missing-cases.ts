import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Baseline, BaselineCase } from "../baseline/baseline.ts";
import { keyOf } from "../compare/join-cases.ts";
import { encodeJournalLine, journalVersion, type DeclareEvent } from "../journal-line.ts";
import { readJournal } from "../read-journal.ts";
import type { RunFilter } from "../run-manifest.ts";
import { knownFiles } from "../suite-files.ts";
import type { MergeLeaf } from "./merge-input.ts";
import type { MergedRun } from "./merged-run.ts";
import { missingShards } from "./missing-shards.ts";

/** Not the name of a run's journal: another merge leaves it out, and looks anew for what is still missing. */
const journalName = "b-baseline.jsonl";

export interface MissingCasesInput {
  readonly baseline: Baseline;
  readonly leaves: readonly MergeLeaf[];
  readonly filter: RunFilter;
  /** Notes of `noteSuiteFiles`. */
  readonly files: readonly string[];
}

/** Why cases may be missing from a merged run: a shard that nobody handed in, or one that did not finish. */
export function whyIncomplete(leaves: readonly MergeLeaf[]): string | undefined {
  const runs = leaves.map(({ run }) => run);
  const missing = missingShards(runs);
  if (missing.length > 0) return `${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing`;
  const unfinished = runs.filter(({ sealed, shard }) => !sealed && shard !== undefined).map(shardName);
  return unfinished.length === 0 ? undefined : `${unfinished.sort().join(", ")} did not finish`;
}

function shardName({ shard, runner }: MergedRun): string {
  return `shard ${shard?.index ?? 1} of ${shard?.count ?? 1} of ${runner.name}`;
}

/**
 * Declares in the merged run in `directory` the cases that the baseline knows of files that no given shard ran: what is missing
 * is then counted, and named. A file that the suite no longer has is not missing.
 */
export function declareMissing(
  directory: string,
  { baseline, leaves, filter, files }: MissingCasesInput,
): void {
  const excluded = whyIncomplete(leaves);
  if (excluded === undefined || filter.changedOnly === true) return;
  const { all, ran } = knownFiles(files);
  const runners = new Set(leaves.map(({ run }) => run.runner.name));
  const isKnown = [...runners].every((runner) => all.has(runner));
  if (!isKnown && (filter.paths ?? []).length > 0) return;
  const suite = new Set([...all.values()].flatMap((listed) => [...listed]));
  const given = readDeclared(directory);
  const own = new Set(baseline.cases.map(keyOf));
  const moved = new Set(given.cases.filter((one) => !own.has(keyOf(one))).map(identity));
  const missing = baseline.cases.filter(
    (one) =>
      !ran.has(one.file) &&
      !given.files.has(fileOf(one)) &&
      (!isKnown || suite.has(one.file)) &&
      (one.fingerprint === "" || !moved.has(identity(one))),
  );
  if (missing.length === 0) return;
  const lines = missing.map((one, seq) =>
    encodeJournalLine({ ...declaration(one, excluded), v: journalVersion, seq, at: 0 }),
  );
  writeFileSync(join(directory, journalName), lines.join(""), { flag: "wx", mode: 0o600 });
}

type Declared = Pick<BaselineCase, "project" | "file" | "test" | "id" | "fingerprint">;

function readDeclared(directory: string): {
  readonly files: ReadonlySet<string>;
  readonly cases: readonly Declared[];
} {
  const files = new Set<string>();
  const cases: Declared[] = [];
  readJournal(directory, (line) => {
    files.add(fileOf(line));
    if (line.kind !== "declare") return;
    const { project, file, test, case: id, fingerprint } = line;
    cases.push({ project, file, test, id, fingerprint });
  });
  return { files, cases };
}

function fileOf({ project = "", file }: Pick<BaselineCase, "project" | "file">): string {
  return JSON.stringify([project, file]);
}

/** A case whose file got another name is not missing. */
function identity({ id, fingerprint }: Pick<BaselineCase, "id" | "fingerprint">): string {
  return JSON.stringify([id, fingerprint]);
}

function declaration(one: BaselineCase, excluded: string): DeclareEvent {
  const { project = "", file, test, id, partition, fingerprint } = one;
  return {
    kind: "declare",
    project,
    file,
    test,
    case: id,
    partition,
    dimensions: {},
    tags: [],
    fingerprint,
    excluded,
  };
}
