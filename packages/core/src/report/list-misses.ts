import type { CaseStatus } from "../run/outcome.ts";
import { formatCount } from "./format-numbers.ts";
import type { Summary, SummaryCase } from "../run/summary.ts";

const severity: { readonly [status in CaseStatus]: number } = {
  fail: 0,
  error: 1,
  inconclusive: 2,
  "not-run": 3,
  pass: 4,
};

/**
 * The cases that ran and did not pass, worst first: by status, then those of a partition that fails its gate, then by
 * partition, then as in the summary.
 */
export function listMisses({ cases, partitions }: Summary): SummaryCase[] {
  const names = Object.keys(partitions);
  const order = new Map(
    names.map((name, index) => [name, index + (partitions[name]?.verdict === "fail" ? 0 : names.length)]),
  );
  return cases
    .filter(({ status }) => status !== "pass" && status !== "not-run")
    .toSorted(
      (a, b) =>
        severity[a.status] - severity[b.status] ||
        (order.get(a.partition) ?? 0) - (order.get(b.partition) ?? 0),
    );
}

/** How many cases did not run, by reason, most first. Reasons are untrusted text. */
export function listNotRun({ cases }: Summary): { readonly reason: string; readonly count: number }[] {
  const groups = new Map<string, { count: number; readonly files: Set<string> }>();
  for (const { status, file, reason = "no reason given" } of cases) {
    if (status !== "not-run") continue;
    // The list says so already.
    const why = reason.replace(/^Not run: /, "");
    const group = groups.get(why) ?? { count: 0, files: new Set() };
    group.count++;
    groups.set(why, group);
    group.files.add(file);
  }
  return [...groups]
    .map(([reason, { count, files }]) => ({ reason: `${reason}${placeOf(reason, files)}`, count }))
    .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

/** The first `limit` of {@link listNotRun}, each as `describe` says it, and a last line that counts what is over it. */
export function notRunLines(
  summary: Summary,
  limit: number,
  describe: (count: number, reason: string) => string,
): string[] {
  const groups = listNotRun(summary);
  const others = groups.slice(limit);
  const lost = others.reduce((sum, { count }) => sum + count, 0);
  return [
    ...groups.slice(0, limit).map(({ reason, count }) => describe(count, reason)),
    ...(lost > 0
      ? [`${formatCount(lost, "more case")} not run, for ${formatCount(others.length, "other reason")}`]
      : []),
  ];
}

const filesShown = 2;

/** Where to look for a mark that somebody may have forgotten; the other reasons say what to do, or are the same for all files. */
function placeOf(reason: string, files: ReadonlySet<string>): string {
  if (!/(?:^|\s)\.(?:skip|only)$/.test(reason)) return "";
  const names = [...files].sort();
  const rest = names.length - filesShown;
  if (rest > 0) return `, in ${names.slice(0, filesShown).join(", ")} and ${formatCount(rest, "more file")}`;
  return `, in ${names.join(" and ")}`;
}
