import { EvalError } from "../errors/eval-error.ts";
import { showName, showValue } from "../errors/show-value.ts";
import type { ApproveGoldenOptions, GoldenApproval } from "./approve-golden.ts";
import { append } from "./append.ts";
import { DatasetBuilder } from "./dataset-builder.ts";
import { findDatasetFiles } from "./dataset-files.ts";
import { ProblemList } from "./dataset-problem.ts";
import type { EvalCase } from "./eval-case.ts";
import type { DatasetFile } from "./file-reader.ts";
import { GoldenCheck, type GoldenChanges } from "./golden-check.ts";
import {
  formatGoldenLock,
  goldenDigest,
  lockSuffix,
  readGoldenLock,
  type GoldenEntry,
  type GoldenLock,
} from "./golden-lock.ts";
import { openReader } from "./open-reader.ts";
import { unpartitioned } from "./partition.ts";
import { readChunks, readProblem } from "./read-chunks.ts";
import { distinctReviewers, normalizeReviewer } from "./reviewers.ts";
import { writeFileAtomic } from "../platform/write-file-atomic.ts";

/** See `approveGolden`, which loads this file when it is first called. */
export async function recordApproval(
  paths: readonly string[],
  options: ApproveGoldenOptions,
): Promise<readonly GoldenApproval[]> {
  const reviewer = options.reviewer.trim();
  if (normalizeReviewer(reviewer) === "" || /\p{Cc}/u.test(reviewer)) {
    throw new EvalError(
      `Failed to approve golden cases: the reviewer is ${showValue(options.reviewer)}. Name the person who reviewed them.`,
      { code: "DATASET_NOT_REVIEWED" },
    );
  }
  const problems = new ProblemList();
  const files = findDatasetFiles(paths, options.from ?? process.cwd(), (problem) => problems.add(problem));
  problems.throwIfAny("approve golden cases");
  const read = await readGolden(files, options.partition ?? unpartitioned);
  for (const { file, golden, check } of read)
    checkReviewer(file, golden, check.changes(), reviewer, problems);
  problems.throwIfAny("approve golden cases");
  const approvedAt = (options.now?.() ?? new Date()).toISOString();
  const approvals: GoldenApproval[] = [];
  for (const one of read) approvals.push(await approveFile(one, reviewer, approvedAt));
  return approvals;
}

interface GoldenOfFile {
  readonly file: DatasetFile;
  readonly lock: GoldenLock;
  readonly golden: ReadonlyMap<string, EvalCase>;
  readonly check: GoldenCheck;
}

async function readGolden(files: readonly DatasetFile[], partition: string): Promise<GoldenOfFile[]> {
  // Partition names are checked where the dataset is used: only there it is known which ones are the user's own.
  const builder = new DatasetBuilder({ partition, partitions: "any" });
  const read: GoldenOfFile[] = [];
  for (const file of files) {
    const lock = readGoldenLock(file);
    if ("code" in lock) {
      builder.problems.add(lock);
      continue;
    }
    const cases = await readFile(file, builder);
    const golden = cases.filter((evalCase) => evalCase.partition === "golden");
    const check = new GoldenCheck(file, lock);
    for (const evalCase of golden) check.see(evalCase);
    read.push({ file, lock, check, golden: new Map(golden.map((evalCase) => [evalCase.id, evalCase])) });
  }
  builder.problems.throwIfAny("approve golden cases");
  return read;
}

async function readFile(file: DatasetFile, builder: DatasetBuilder): Promise<EvalCase[]> {
  const reader = openReader(file, builder, undefined);
  const cases: EvalCase[] = [];
  try {
    for await (const chunk of readChunks(file.file)) append(cases, reader.push(chunk));
  } catch (error) {
    builder.problems.add(readProblem(file, error));
    return [];
  }
  append(cases, reader.end());
  return cases;
}

function checkReviewer(
  file: DatasetFile,
  golden: ReadonlyMap<string, EvalCase>,
  { added, changed }: GoldenChanges,
  reviewer: string,
  problems: ProblemList,
): void {
  for (const id of [...added, ...changed]) {
    const evalCase = golden.get(id);
    const reviewers = evalCase?.reviewedBy ?? [];
    if (distinctReviewers(reviewers).includes(normalizeReviewer(reviewer))) continue;
    const { line = 0, column = 0 } = evalCase?.location ?? {};
    problems.add({
      code: "DATASET_NOT_REVIEWED",
      place: { source: file, line, column },
      caseId: id,
      what: `${showValue(reviewer)} is not among its reviewers (${reviewers.map(showName).join(", ")})`,
      remedy: 'Let one of them approve it, or add the name to "reviewedBy" after reviewing it',
    });
  }
}

async function approveFile(
  { file, lock, golden, check }: GoldenOfFile,
  reviewer: string,
  approvedAt: string,
): Promise<GoldenApproval> {
  const changes = check.changes();
  const lockFile = `${file.file}${lockSuffix}`;
  const touched = new Set([...changes.added, ...changes.changed]);
  if (touched.size + changes.removed.length > 0) {
    const entries = [...golden.values()].map((evalCase): GoldenEntry => {
      const { id } = evalCase;
      const known = lock.golden.get(id);
      if (known !== undefined && !touched.has(id)) return known;
      return { id, digest: goldenDigest(evalCase), approvedBy: reviewer, approvedAt };
    });
    const gone = changes.removed.map((id) => ({ id, approvedBy: reviewer, approvedAt }));
    const removed = [...lock.removed.filter(({ id }) => !golden.has(id)), ...gone];
    writeFileAtomic(lockFile, [
      formatGoldenLock({ golden: new Map(entries.map((entry) => [entry.id, entry])), removed }),
    ]);
  }
  return { file: file.file, lockFile, ...changes };
}
