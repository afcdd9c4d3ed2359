import type { BaselineCase } from "../baseline/baseline.ts";

export interface CasePair {
  readonly base: BaselineCase;
  readonly head: BaselineCase;
}

export interface JoinedCases {
  /** In the order of the head. */
  readonly pairs: readonly CasePair[];
  readonly added: readonly BaselineCase[];
  readonly removed: readonly BaselineCase[];
}

/**
 * Pairs the cases of two runs by project, file, test and id. A case whose file or suite got another name is found again by
 * its id, if that id is the only one left on either side and its input and expected value are the same.
 */
export function joinCases(base: readonly BaselineCase[], head: readonly BaselineCase[]): JoinedCases {
  const known = new Map(base.map((one) => [keyOf(one), one]));
  const heads = new Set(head.map(keyOf));
  const lost = uniqueById(base.filter((one) => !heads.has(keyOf(one))));
  const found = uniqueById(head.filter((one) => !known.has(keyOf(one))));
  const pairs: CasePair[] = [];
  const added: BaselineCase[] = [];
  const paired = new Set<BaselineCase>();
  for (const one of head) {
    const same = known.get(keyOf(one)) ?? movedFrom(one, lost, found);
    if (same === undefined) added.push(one);
    else {
      pairs.push({ base: same, head: one });
      paired.add(same);
    }
  }
  return { pairs, added, removed: base.filter((one) => !paired.has(one)) };
}

type ById = ReadonlyMap<string, BaselineCase | undefined>;

function movedFrom(one: BaselineCase, lost: ById, found: ById): BaselineCase | undefined {
  if (one.fingerprint === "" || found.get(one.id) !== one) return undefined;
  const before = lost.get(one.id);
  return before?.fingerprint === one.fingerprint ? before : undefined;
}

/** An id that several cases have stands for none of them. */
function uniqueById(cases: readonly BaselineCase[]): ById {
  const byId = new Map<string, BaselineCase | undefined>();
  for (const one of cases) byId.set(one.id, byId.has(one.id) ? undefined : one);
  return byId;
}

/** A text that no other case's key is. */
export function keyOf({
  project,
  file,
  test,
  id,
}: Pick<BaselineCase, "project" | "file" | "test" | "id">): string {
  return JSON.stringify([project ?? "", file, test, id]);
}
