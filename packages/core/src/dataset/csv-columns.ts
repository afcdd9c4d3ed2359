import { nearestName } from "../errors/did-you-mean.ts";
import { showValue } from "../errors/show-value.ts";
import { decodeCsvCell } from "../report/encode-csv.ts";
import { caseFields } from "./validate-case.ts";

/** What a column of a CSV file holds: a field of the case, or one key of a field that is an object. */
export interface CsvColumn {
  readonly field: string;
  /** `question` of the column `input.question`. */
  readonly key?: string;
  /** The column's name ends in `:json`: its cells are JSON. All others are text. */
  readonly isJson: boolean;
}

/** Fields whose keys may be columns of their own. */
export const objectFields: readonly string[] = ["input", "expected", "metadata"];
/** Fields whose cells are lists. */
export const listFields: readonly string[] = ["tags", "reviewedBy"];

const jsonSuffix = ":json";

/** `input.question`, `metadata.level:json`. */
export function columnName({ field, key, isJson }: CsvColumn): string {
  return `${field}${key === undefined ? "" : `.${key}`}${isJson ? jsonSuffix : ""}`;
}

export interface HeaderProblem {
  /** The column's number, from 0; `undefined` for the header as a whole. */
  readonly column?: number;
  readonly what: string;
  readonly remedy: string;
}

/** The columns that a header names, and all that is wrong with it. */
export function parseHeader(cells: readonly string[]): {
  readonly columns: readonly CsvColumn[];
  readonly problems: readonly HeaderProblem[];
} {
  const columns = cells.map((cell) => parseColumn(decodeCsvCell(cell)));
  const [first = "", ...others] = cells;
  if (others.length === 0 && /[;\t]/.test(first)) return { columns, problems: [otherSeparator] };
  if (!columns.some(isNear)) return { columns, problems: [noHeader] };
  const problems = columns.flatMap((column, index) => {
    const problem = columnProblem(columns, index, column);
    return problem === undefined ? [] : [{ column: index, ...problem }];
  });
  if (problems.length > 0) return { columns, problems };
  const missing = ["id", "input"].find((field) => !columns.some((column) => column.field === field));
  if (missing === undefined) return { columns, problems };
  const what = `the header has no column ${showValue(missing)}`;
  return { columns, problems: [{ what, remedy: "Name it in the first line: id,input,expected" }] };
}

function parseColumn(name: string): CsvColumn {
  const isJson = name.endsWith(jsonSuffix);
  const base = isJson ? name.slice(0, -jsonSuffix.length) : name;
  const dot = base.indexOf(".");
  const isKey = dot > 0 && dot < base.length - 1 && objectFields.includes(base.slice(0, dot));
  return isKey ? { field: base.slice(0, dot), key: base.slice(dot + 1), isJson } : { field: base, isJson };
}

function columnProblem(
  columns: readonly CsvColumn[],
  index: number,
  column: CsvColumn,
): Pick<HeaderProblem, "what" | "remedy"> | undefined {
  const { field, key, isJson } = column;
  const shown = showValue(columnName(column));
  if (!caseFields.includes(field)) {
    const near = nearestName(field, caseFields);
    const remedy =
      near === undefined
        ? 'Remove it, or call it "metadata.<dimension>" or "input.<key>"'
        : `Did you mean "${near}"?`;
    return { what: `the column ${shown} is no field of a case`, remedy };
  }
  if (field === "metadata" && key === undefined && !isJson) {
    const remedy = 'Call it "metadata.<dimension>", one column per dimension, or "metadata:json"';
    return { what: 'the column "metadata" would be text, and metadata is an object', remedy };
  }
  const rival = columns
    .slice(0, index)
    .find(
      (other) => other.field === field && (other.key === key || other.key === undefined || key === undefined),
    );
  if (rival === undefined) return undefined;
  const what = `the column ${shown} gives a case what ${showValue(columnName(rival))} gives it as well`;
  return { what, remedy: "Keep one of the two" };
}

function isNear({ field }: CsvColumn): boolean {
  return nearestName(field, caseFields) !== undefined;
}

const otherSeparator: HeaderProblem = {
  what: "the cells are not separated by commas",
  remedy: "Save the file with commas",
};
const noHeader: HeaderProblem = {
  what: "the first line names no field of a case",
  remedy: "Name the columns there: id,input,expected",
};
