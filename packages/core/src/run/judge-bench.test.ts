import { expect, test } from "vitest";
import { judgePairwise } from "../judges/pairwise-judge.ts";
import { rubric } from "../judges/rubric.ts";
import type { Verdict } from "../judges/verdict.ts";
import { pairReply } from "../testing/judge-reply.ts";
import { scriptedModel } from "../testing/scripted-model.ts";
import { finishRun } from "./finish-run.ts";
import type { PositionSummary, LengthSummary } from "./summary-tables.ts";
import type { PartitionSummary } from "./summary.ts";
import { checkedCase } from "./test-helpers/checked-case.ts";
import { cleanFacts, scratchRun, writeJournal } from "./test-helpers/scratch-run.ts";

/*
 * The published outputs of two judges of JudgeBench: pairs, inconsistent pairs, and conflicts by the place that was taken are
 * counts. The other counts are not published: they are derived here, by enumeration, from the shares that are, which are
 * rounded. Every pair then goes through the pairwise judge in both orders, and the run's summary has to give the shares back.
 */

type Pick = "A" | "B" | "tie";

interface Pair {
  readonly picks: readonly [Pick, Pick];
  /** Whether the text that wins, or would, is the longer one. */
  readonly longerWins?: boolean;
  /** Which of the two orders a benchmark with a single one would have asked. */
  readonly single?: 0 | 1;
}

interface Bench {
  readonly pairs: number;
  readonly inconsistent: number;
  readonly bothFirst: number;
  readonly bothSecond: number;
  /** Pairs whose better text wins in both orders. */
  readonly right: number;
  /** Pairs with a winner that both orders agree on, and of them those whose winner is the longer text. */
  readonly won: number;
  readonly longer: number;
  /** Of the pairs of which one order is a tie: those where the other took the first text. */
  readonly tiedFirst: number;
  /** Of the inconsistent pairs: those that the single order of the benchmark gets right. */
  readonly singleRight: number;
}

const haiku = { pairs: 270, inconsistent: 135, bothFirst: 37, bothSecond: 7, right: 87 };
const o1Mini = { pairs: 350, inconsistent: 110, bothFirst: 58, bothSecond: 18, right: 230 };

/** Whole numbers from `low` to `high` of which `test` holds. */
function whole(low: number, high: number, test: (number: number) => boolean): number[] {
  return Array.from({ length: high - low + 1 }, (_, index) => low + index).filter(test);
}

const rounds = (value: number, published: number, digits: number): boolean =>
  value.toFixed(digits) === published.toFixed(digits);

/** What the published shares of first picks and of longer winners leave open. */
function compositions(
  bench: typeof haiku,
  firstRate: number | undefined,
  longerRate: number,
): { won: number; decisive: number; tiedFirst: number; longer: number }[] {
  const { pairs, inconsistent, bothFirst, bothSecond, right } = bench;
  const tied = inconsistent - bothFirst - bothSecond;
  return whole(right, pairs - inconsistent, () => true).flatMap((won) => {
    const decisive = 2 * (won + bothFirst + bothSecond) + tied;
    const firsts = whole(0, tied, (tiedFirst) =>
      firstRate === undefined
        ? tiedFirst === 0
        : rounds((won + 2 * bothFirst + tiedFirst) / decisive, firstRate, 4),
    );
    const longers = whole(0, won, (longer) => rounds(longer / won, longerRate, 3));
    return firsts.flatMap((tiedFirst) => longers.map((longer) => ({ won, decisive, tiedFirst, longer })));
  });
}

test("the shares of claude-3-haiku leave one composition, those of o1-mini two", () => {
  // Of the decisive answers, .6328 is 274 of 433 or 255 of 403; only the first goes with .520 of the winners.
  expect(compositions(haiku, 0.6328, 0.52)).toEqual([{ won: 127, decisive: 433, tiedFirst: 73, longer: 66 }]);
  expect(compositions(o1Mini, undefined, 0.459).map(({ won, longer }) => [longer, won])).toEqual([
    [106, 231],
    [107, 233],
  ]);
});

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** The better text is the output. */
function pairsOf(bench: Bench): Pair[] {
  const { pairs, inconsistent, bothFirst, bothSecond, right, won, longer, tiedFirst, singleRight } = bench;
  const tied = inconsistent - bothFirst - bothSecond;
  return [
    ...times(won, (index): Pair => {
      return { picks: index < right ? ["A", "B"] : ["B", "A"], longerWins: index % won < longer };
    }),
    ...times(pairs - inconsistent - won, (): Pair => ({ picks: ["tie", "tie"] })),
    ...times(bothFirst, (index): Pair => ({ picks: ["A", "A"], single: index < singleRight ? 0 : 1 })),
    ...times(bothSecond, (): Pair => ({ picks: ["B", "B"] })),
    ...times(tiedFirst, (): Pair => ({ picks: ["A", "tie"], single: 1 })),
    ...times(tied - tiedFirst, (): Pair => ({ picks: ["B", "tie"] })),
  ];
}

const better = rubric({ name: "better", version: 1, pass: "It is right.", fail: "It is wrong." });
const [short, long] = ["The answer is four.", "The answer, after long thought, is four or nearly so."];

async function judged({ picks: [first, second], longerWins = true }: Pair): Promise<Verdict> {
  const outputLonger = longerWins === (first === "A");
  const [output, other] = outputLonger ? [long, short] : [short, long];
  const model = scriptedModel([
    ({ question }) =>
      pairReply({ winner: question?.kind === "pair" && question.first === output ? first : second }),
  ]);
  return judgePairwise({ rubric: better, output, other, model });
}

interface Figures {
  readonly position: PositionSummary;
  readonly length: LengthSummary;
  readonly partition: PartitionSummary;
  /** The share of pairs that the benchmark's single order gets right. */
  readonly single: number;
}

async function figuresOf(bench: Bench): Promise<Figures> {
  const pairs = pairsOf(bench);
  const verdicts = await Promise.all(pairs.map(judged));
  const run = scratchRun();
  writeJournal(
    run,
    verdicts.flatMap((verdict, index) => {
      const outcome = verdict.outcome === "pass" ? "pass" : "fail";
      return checkedCase(`pair-${index}`, [{ name: "toBePreferredOver", outcome, verdict }]);
    }),
  );
  const { judges, partitions } = finishRun(run, cleanFacts);
  const { position, length } = judges?.[0] ?? {};
  const partition = partitions["distribution"];
  if (position === undefined || length === undefined || partition === undefined)
    throw new Error("no figures");
  const rightAlone = verdicts.filter(
    ({ votes }, index) => votes?.[pairs[index]?.single ?? 0]?.outcome === "pass",
  );
  return { position, length, partition, single: rightAlone.length / pairs.length };
}

test("claude-3-haiku is inconsistent in half of its pairs and takes the first text too often", async () => {
  const bench = { ...haiku, won: 127, longer: 66, tiedFirst: 73, singleRight: 0 };
  const { position, length, partition } = await figuresOf(bench);

  expect(position).toMatchObject({ pairs: 270, consistent: 135, bothFirst: 37, bothSecond: 7 });
  expect(1 - position.consistency).toBe(0.5);
  expect(position).toMatchObject({ firstPicks: 274, picks: 433 });
  expect(position.firstRate?.toFixed(4)).toBe("0.6328");
  expect(position.pValue.toExponential(1)).toBe("5.3e-6");
  expect((100 * partition.passRate).toFixed(2)).toBe("32.22");
  expect(length.longerRate.toFixed(3)).toBe("0.520");
  // Wilson's closed form in Python, z from statistics.NormalDist.
  const interval = { low: expect.closeTo(0.433498282955, 9), high: expect.closeTo(0.604715904238, 9) };
  expect(length.interval).toMatchObject(interval);
});

test("o1-mini is inconsistent in three pairs of ten, and a single order makes it look better", async () => {
  const bench = { ...o1Mini, won: 231, longer: 106, tiedFirst: 18, singleRight: 18 };
  const { position, length, partition, single } = await figuresOf(bench);

  expect(position).toMatchObject({ pairs: 350, consistent: 240, bothFirst: 58, bothSecond: 18 });
  expect((100 * (1 - position.consistency)).toFixed(1)).toBe("31.4");
  expect(position.pValue.toExponential(1)).toBe("4.7e-6");
  expect((100 * partition.passRate).toFixed(3)).toBe("65.714");
  expect((100 * single).toFixed(2)).toBe("70.86");
  expect(length.longerRate.toFixed(3)).toBe("0.459");
  const interval = { low: expect.closeTo(0.395811755967, 9), high: expect.closeTo(0.52328259775, 9) };
  expect(length.interval).toMatchObject(interval);
});
