import type { ComparisonVerdict } from "../../statistics/comparison-verdict.ts";
import { showName } from "../../errors/show-value.ts";
import type { BaselineCase } from "../baseline/baseline.ts";
import type { Comparison, Difference, OpenQuestion } from "../comparison.ts";
import type { GateVerdict } from "../summary.ts";
import type { Margins } from "./compare-options.ts";
import type { CasePair } from "./join-cases.ts";
import { formatPoints } from "./show-difference.ts";

type Known = Omit<Comparison, "verdict" | "decision" | "open">;

export interface DecideInput {
  /** What speaks against either side. */
  readonly problems: readonly string[];
  /** Pairs whose statuses answer the same question. */
  readonly pairs: readonly CasePair[];
  readonly removed: readonly BaselineCase[];
  readonly margins: Margins;
}

/**
 * What the comparison comes to. A regression is a golden or regression case that newly fails, or a partition or score that
 * provably got worse. Where that is not so, `open` lists what could still hide one.
 */
export function decide(
  known: Known,
  input: DecideInput,
): {
  readonly verdict: ComparisonVerdict;
  readonly decision: GateVerdict;
  readonly open: readonly OpenQuestion[];
} {
  const open = [
    ...input.problems.map((message) => question("run", message)),
    ...nothingCompared(known, input),
    ...strictDoubts(known, input),
    ...withoutVerdicts(known),
    ...unprovenDrops(known, input.margins),
  ];
  const verdicts = [...Object.values(known.partitions), ...known.scores].map(({ verdict }) => verdict);
  const strict = input.pairs.some(
    (pair) => pair.base.status === "pass" && pair.head.status === "fail" && isStrictPair(pair),
  );
  if (strict || verdicts.includes("regression")) return { verdict: "regression", decision: "fail", open };
  if (open.length > 0) return { verdict: "inconclusive", decision: "inconclusive", open };
  const verdict = order.find((one) => verdicts.includes(one)) ?? "insufficient-data";
  return { verdict, decision: "pass", open };
}

/** What is good news first, then what is least known. */
const order: readonly ComparisonVerdict[] = [
  "improvement",
  "inconclusive",
  "insufficient-data",
  "trivial",
  "equivalent",
];

/** There one case that newly fails is a regression, however many others pass. */
export function isStrict(partition: string): boolean {
  return partition === "golden" || partition === "regression";
}

function isStrictPair({ base, head }: CasePair): boolean {
  return isStrict(base.partition) || isStrict(head.partition);
}

function nothingCompared({ paired, partitions }: Known, { pairs, removed }: DecideInput): OpenQuestion[] {
  const isGone = (name: string): boolean => removed.some(({ partition }) => partition === name);
  if (paired && pairs.length === 0) {
    const isChanged = Object.values(partitions).some(({ notComparable }) => notComparable > 0);
    const hint = removed.length > 0 && !isChanged ? idsHint : "";
    return [question("nothing-compared", `no case of the two sides can be compared${hint}`)];
  }
  return Object.entries(partitions)
    .filter(([name, row]) => row.cases === 0 && (row.notComparable > 0 || (paired && isGone(name))))
    .map(([name, { notComparable }]) => {
      const hint = notComparable > 0 ? "" : idsHint;
      return question("nothing-compared", `${showName(name)}: no case can be compared${hint}`);
    });
}

const idsHint =
  ": none of the base has its id on the other side. Keep the ids, or compare both sides as samples with --unpaired";

function strictDoubts({ partitions }: Known, { removed }: DecideInput): OpenQuestion[] {
  return [...new Set([...Object.keys(partitions), ...removed.map(({ partition }) => partition)])]
    .filter(isStrict)
    .flatMap((name) => {
      const gone = removed.filter(({ partition }) => partition === name).map(({ id }) => id);
      const { undecided = 0, notComparable = 0 } = partitions[name] ?? {};
      return [
        ...when(undecided, "undecided", `${name}: ${cases(undecided)} that one side has no verdict for`),
        ...when(notComparable, "not-comparable", `${name}: ${cases(notComparable)} not comparable`),
        ...when(gone.length, "removed", `${name}: ${cases(gone.length)} of the base gone: ${names(gone)}`),
      ];
    });
}

/** Where every case lost its verdict, nothing speaks against a regression; of strict partitions each such case is told. */
function withoutVerdicts({ partitions }: Known): OpenQuestion[] {
  return Object.entries(partitions)
    .filter(([name, row]) => !isStrict(name) && row.cases === 0)
    .flatMap(([name, { undecided }]) =>
      when(
        undecided,
        "undecided",
        `${showName(name)}: ${cases(undecided)}, none with a verdict on both sides`,
      ),
    );
}

function unprovenDrops({ partitions, scores }: Known, margins: Margins): OpenQuestion[] {
  const dropped = ({ verdict, difference }: Difference, margin: number): boolean =>
    (verdict === "inconclusive" || verdict === "insufficient-data") && difference <= -(margin - 1e-12);
  const text = (name: string, { difference, needed, cases: count }: Difference): OpenQuestion =>
    question(
      "unproven",
      `${name}: ${formatPoints(difference)} down over ${cases(count)}, which may be chance; about ${needed} would decide it`,
    );
  return [
    ...Object.entries(partitions)
      .filter(([, row]) => dropped(row, margins.rate))
      .map(([name, row]) => text(showName(name), row)),
    ...scores
      .filter((row) => dropped(row, margins.score))
      .map((row) => text(`${showName(row.partition)}: score of ${showName(row.subject ?? row.check)}`, row)),
  ];
}

function question(code: OpenQuestion["code"], message: string): OpenQuestion {
  return { code, message };
}

function when(count: number, code: OpenQuestion["code"], message: string): OpenQuestion[] {
  return count > 0 ? [question(code, message)] : [];
}

function cases(count: number): string {
  return `${count} ${count === 1 ? "case" : "cases"}`;
}

function names(ids: readonly string[]): string {
  return `${ids.slice(0, 3).map(showName).join(", ")}${ids.length > 3 ? " ..." : ""}`;
}
