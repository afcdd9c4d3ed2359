import type { JudgeSummary } from "../run/summary-tables.ts";
import { formatCount, formatInterval, formatShare } from "./format-numbers.ts";
import { leftColumn, listCounts, rightColumn, type ReportTable } from "./report-table.ts";

const significant = 0.05;
const strongCorrelation = 0.5;

/** How the judges lean, those with something to look at first. */
export function judgesTable(judges: readonly JudgeSummary[]): ReportTable {
  const sorted = judges.toSorted((a, b) => Number(notesOf(b).length > 0) - Number(notesOf(a).length > 0));
  return {
    title: `Judges: ${formatCount(judges.length, "judge")} by rubric`,
    columns: [
      leftColumn("judge"),
      leftColumn("rubric"),
      rightColumn("verdicts"),
      rightColumn("first text taken"),
      rightColumn("orders agree"),
      rightColumn("longer text wins"),
      rightColumn("score ~ length"),
      rightColumn("unstable"),
    ],
    rows: sorted.map(toRow),
    telling: sorted.filter((judge) => notesOf(judge).length > 0).length,
    notes: sorted.flatMap(notesOf),
  };
}

function toRow({ judge, rubric, verdicts, position, length, scores }: JudgeSummary): readonly string[] {
  return [
    judge,
    rubric,
    String(verdicts),
    position?.firstRate === undefined ? "" : formatShare(position.firstRate),
    position === undefined ? "" : `${position.consistent}/${position.pairs}`,
    length === undefined ? "" : `${length.longer}/${length.pairs}`,
    scores?.lengthCorrelation === undefined ? "" : scores.lengthCorrelation.toFixed(2),
    scores === undefined || scores.voted === 0 ? "" : `${scores.unstable}/${scores.voted}`,
  ];
}

function notesOf(judge: JudgeSummary): readonly string[] {
  const { position, length, scores, sameFamily, replaced, verdicts } = judge;
  const name = `${judge.judge} (${judge.rubric})`;
  const served = Object.entries(replaced);
  const correlation = scores?.lengthCorrelation ?? 0;
  return [
    ...(position !== undefined && position.pValue < significant
      ? [
          `${name} favours a position: in both orders it took the first text of ${formatCount(position.bothFirst, "pair")} and the second of ${position.bothSecond} (sign test p = ${position.pValue.toPrecision(2)})`,
        ]
      : []),
    ...(length !== undefined && (length.interval.low > 0.5 || length.interval.high < 0.5)
      ? [
          `${name} leans on length: the longer text wins ${length.longer} of ${formatCount(length.pairs, "pair")} (true rate ${formatInterval(length.interval)})`,
        ]
      : []),
    ...(Math.abs(correlation) >= strongCorrelation
      ? [
          `${name} gives ${correlation > 0 ? "longer" : "shorter"} outputs higher scores: Spearman ${correlation.toFixed(2)} over ${scores?.scored ?? 0}; compare with your own labels, longer may be better`,
        ]
      : []),
    ...(scores !== undefined && scores.unstable > 0
      ? [
          `${name} is unstable: the votes of ${scores.unstable} of ${formatCount(scores.voted, "score")} are far apart; write anchors that tell the levels apart, add scored examples, or lower the temperature`,
        ]
      : []),
    ...(sameFamily > 0
      ? [
          `${name} judges its own family in ${sameFamily} of ${formatCount(verdicts, "verdict")}: check its agreement with your labels, or take another family`,
        ]
      : []),
    ...(served.length > 0 ? [`${name} was asked, and other models answered: ${listCounts(served)}`] : []),
  ];
}
