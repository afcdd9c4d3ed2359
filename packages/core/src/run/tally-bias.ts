import { mcnemarTest } from "../statistics/mcnemar-test.ts";
import { spearman } from "../statistics/spearman.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import type { CaseFacts } from "./case-facts.ts";
import type { Judgement } from "./judgement.ts";
import { record } from "./record.ts";
import type { JudgeSummary, LengthSummary, PositionSummary, ScoresSummary } from "./summary-tables.ts";

const fewestScores = 3;

/** How each judge judges, by judge and rubric; `undefined` where no judge says anything of it. */
export function tallyBias(cases: readonly CaseFacts[]): readonly JudgeSummary[] | undefined {
  const groups = new Map<string, Judgement[]>();
  // Trials of a case are not independent: the first stands for it.
  for (const judgement of cases.flatMap(({ trials }) => trials[0]?.judgements ?? [])) {
    const key = JSON.stringify([judgement.judge, judgement.rubric]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [judgement]);
    else group.push(judgement);
  }
  const judges = [...groups.keys()].sort().flatMap((key) => summarize(groups.get(key) ?? []) ?? []);
  return judges.length === 0 ? undefined : judges;
}

function summarize(judgements: readonly Judgement[]): JudgeSummary | undefined {
  const [{ judge, rubric }] = judgements as readonly [Judgement];
  const position = tallyPosition(judgements);
  const length = tallyLength(judgements);
  const scores = tallyScores(judgements);
  const sameFamily = judgements.filter((one) => one.sameFamily).length;
  const replaced = new Map<string, number>();
  for (const { replacedBy } of judgements)
    if (replacedBy !== undefined) replaced.set(replacedBy, (replaced.get(replacedBy) ?? 0) + 1);
  const silent = [position, length, scores].every((one) => one === undefined);
  if (silent && sameFamily === 0 && replaced.size === 0) return undefined;
  return {
    judge,
    rubric,
    verdicts: judgements.length,
    ...(position !== undefined && { position }),
    ...(length !== undefined && { length }),
    ...(scores !== undefined && { scores }),
    sameFamily,
    replaced: record([...replaced].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function tallyPosition(judgements: readonly Judgement[]): PositionSummary | undefined {
  const pairs = judgements.flatMap(({ preference }) =>
    preference !== undefined && preference.picks.length === 2 ? [preference] : [],
  );
  if (pairs.length === 0) return undefined;
  const picks = pairs.flatMap((pair) => pair.picks).filter((pick) => pick !== "tie");
  const firstPicks = picks.filter((pick) => pick === "first").length;
  const consistent = pairs.filter((pair) => pair.consistent).length;
  const both = (place: string): number =>
    pairs.filter((pair) => pair.picks.every((pick) => pick === place)).length;
  const [bothFirst, bothSecond] = [both("first"), both("second")];
  return {
    pairs: pairs.length,
    consistent,
    consistency: consistent / pairs.length,
    consistencyInterval: wilsonInterval(consistent, pairs.length),
    firstPicks,
    picks: picks.length,
    ...(picks.length > 0 && {
      firstRate: firstPicks / picks.length,
      firstInterval: wilsonInterval(firstPicks, picks.length),
    }),
    bothFirst,
    bothSecond,
    // The exact test of McNemar is the sign test of the pairs that disagree.
    pValue: mcnemarTest(bothFirst, bothSecond).twoSided,
  };
}

function tallyLength(judgements: readonly Judgement[]): LengthSummary | undefined {
  const pairs = judgements.flatMap(({ preference, lengths }) => {
    const { output = 0, other = output } = lengths ?? {};
    if (preference === undefined || preference.winner === "tie" || output === other) return [];
    return [(preference.winner === "output") === output > other];
  });
  if (pairs.length === 0) return undefined;
  const longer = pairs.filter(Boolean).length;
  return {
    pairs: pairs.length,
    longer,
    longerRate: longer / pairs.length,
    interval: wilsonInterval(longer, pairs.length),
  };
}

function tallyScores(judgements: readonly Judgement[]): ScoresSummary | undefined {
  const scored = judgements.flatMap(({ scores, lengths }) =>
    scores === undefined ? [] : [{ ...scores, length: lengths?.output ?? 0 }],
  );
  if (scored.length === 0) return undefined;
  const correlation = spearman(
    scored.map(({ value }) => value),
    scored.map(({ length }) => length),
  );
  return {
    scored: scored.length,
    ...(scored.length >= fewestScores && Number.isFinite(correlation) && { lengthCorrelation: correlation }),
    voted: scored.filter(({ votes }) => votes > 1).length,
    unstable: scored.filter(({ stable }) => !stable).length,
  };
}
