/** Where the reader is: `#/?partition=golden` is the list, `#/case/0123abcd?partition=golden` a case of that list. */
export interface Route {
  /** The key of a case; empty for the list. */
  readonly caseKey: string;
  readonly query: string;
}

export function parseRoute(hash: string): Route {
  const [path = "", ...query] = hash.replace(/^#/, "").split("?");
  const caseKey = /^\/case\/([0-9a-f]+)$/.exec(path)?.[1] ?? "";
  return { caseKey, query: query.join("?") };
}

export function formatRoute({ caseKey, query }: Route): string {
  return `#/${caseKey === "" ? "" : `case/${caseKey}`}${query === "" ? "" : `?${query}`}`;
}
