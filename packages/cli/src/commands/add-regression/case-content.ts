import { resolve } from "node:path";
import { EvalError, isEvalError, loadDataset } from "@assay/core";
import {
  caseFingerprint,
  readJournal,
  readRunManifest,
  type CutText,
  type SummaryCase,
} from "@assay/core/run";
import { keyOf } from "./failed-case.ts";

/** What a case asks and wants. */
export interface CaseContent {
  readonly input: unknown;
  readonly expected?: unknown;
}

/**
 * Input and expected value of a case as its run saw them: from the journal, or from the dataset where the journal holds the
 * beginning only. The fingerprint of the run tells whether what was found is what was judged.
 *
 * @throws EvalError `RUN_CASE_UNUSABLE` when neither has it: nothing is guessed.
 */
export async function caseContent(directory: string, one: SummaryCase): Promise<CaseContent> {
  if (one.fingerprint === "") {
    throw unusable(one, "it is a plain test, whose input stands in its code", "Add the row by hand");
  }
  const matches = ({ input, expected }: CaseContent): boolean =>
    caseFingerprint(input, expected) === one.fingerprint;
  const content = journalContents(directory, one).find(matches) ?? (await rowContent(directory, one));
  if (content !== undefined && matches(content)) return content;
  throw unusable(
    one,
    "the journal does not hold the whole of its input and expected value, and its row in the dataset is gone or was changed since",
    "Run the case again with the dataset as it is now, or add the row by hand",
  );
}

/** Each way to read the texts of the journal, which do not say whether they were strings. */
function journalContents(directory: string, one: SummaryCase): CaseContent[] {
  const key = keyOf(one);
  let [input, expected]: [CutText | undefined, CutText | undefined] = [undefined, undefined];
  readJournal(directory, (line) => {
    if (line.kind !== "end" || line.input === undefined) return;
    const isThis =
      line.case === key.case &&
      line.test === key.test &&
      line.file === key.file &&
      line.project === key.project;
    if (isThis) [input, expected] = [line.input, line.expected];
  });
  return readings(input).flatMap((read) =>
    expected === undefined
      ? [{ input: read }]
      : readings(expected).map((wanted) => ({ input: read, expected: wanted })),
  );
}

function readings(cut: CutText | undefined): unknown[] {
  if (cut === undefined || cut.text.length !== cut.length) return [];
  try {
    return [JSON.parse(cut.text) as unknown, cut.text];
  } catch {
    return [cut.text];
  }
}

async function rowContent(
  directory: string,
  { id, location }: SummaryCase,
): Promise<CaseContent | undefined> {
  if (location === undefined) return undefined;
  const { root, settings } = readRunManifest(directory);
  try {
    const file = resolve(root, location.file);
    const { cases } = await loadDataset(file, { partitions: Object.keys(settings.partitions) });
    return cases.find((row) => row.id === id);
  } catch (error) {
    if (isEvalError(error)) return undefined;
    throw error;
  }
}

function unusable({ id }: SummaryCase, what: string, remedy: string): EvalError {
  return new EvalError(`Failed to take case ${JSON.stringify(id)} from its run: ${what}. ${remedy}.`, {
    code: "RUN_CASE_UNUSABLE",
  });
}
