import type { CaseKey } from "@assay/core/adapter";

/** A test among the others of its file, as the worker and the reporter both know it. */
export interface NamedTest {
  readonly id: string;
  /** Names of the enclosing suites and of the test, outermost first. */
  readonly names: readonly string[];
}

/**
 * The journal keys of a file's tests as plain tests, by the runner's id. Vitest lets several tests have one name; from
 * the second on their number is added, so that none of them hides another.
 */
export function plainKeys(
  place: Pick<CaseKey, "project" | "file">,
  tests: readonly NamedTest[],
): Map<string, CaseKey> {
  const counts = new Map<string, number>();
  return new Map(
    tests.map(({ id, names }) => {
      const path = names.join(" > ");
      const number = (counts.get(path) ?? 0) + 1;
      counts.set(path, number);
      const name = number > 1 ? `${path} (${number})` : path;
      return [id, { project: place.project, file: place.file, test: name, case: name }];
    }),
  );
}
