import type { PageCase, PageData, PageDetails } from "../page-data.ts";

/** The data blocks of the document. */
export interface ReportData extends PageData {
  readonly byKey: ReadonlyMap<string, number>;
  /** Of the case at `index`; `undefined` where the report leaves them out. */
  details(index: number): PageDetails | undefined;
  /** Every text of a case in lower case, for the search. */
  searchText(index: number): string;
}

export function readData(): ReportData {
  const data = parseIsland("assay-data") as PageData;
  const blocks = new Map<number, readonly (PageDetails | null)[]>();
  const texts: string[] = [];
  const details = (index: number): PageDetails | undefined => {
    const number = Math.floor(index / data.blockSize);
    let block = blocks.get(number);
    if (block === undefined) {
      block = (parseIsland(`assay-details-${number}`) ?? []) as readonly (PageDetails | null)[];
      blocks.set(number, block);
    }
    return block[index % data.blockSize] ?? undefined;
  };
  return {
    ...data,
    byKey: new Map(data.cases.map(({ key }, index) => [key, index])),
    details,
    searchText: (index) =>
      (texts[index] ??= textOf(data.cases[index] as PageCase, details(index)).toLowerCase()),
  };
}

function parseIsland(id: string): unknown {
  const text = document.getElementById(id)?.textContent;
  return text === undefined || text === null ? undefined : JSON.parse(text);
}

function textOf(one: PageCase, details: PageDetails | undefined): string {
  const known = [
    one.id,
    one.partition,
    one.test,
    one.file,
    one.project,
    one.why,
    ...one.tags,
    ...Object.values(one.dimensions),
  ];
  const texts = (details?.trials ?? []).flatMap(({ attempts }) =>
    attempts.flatMap(({ input, expected, output, reason, checks }) => [
      input?.text,
      expected?.text,
      output?.text,
      reason,
      ...checks.flatMap((check) => [check.reason, check.verdict?.critique]),
    ]),
  );
  return [...known, ...texts].filter((text) => text !== undefined).join("\n");
}
