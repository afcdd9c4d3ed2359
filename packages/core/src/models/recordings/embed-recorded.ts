import type { EmbeddingModel, EmbeddingSpend, EmbedOptions } from "../chat-model.ts";
import { governanceOf } from "../governed.ts";
import { callRecorded } from "./call-recorded.ts";
import type { OpenRecordings } from "./open-recordings.ts";
import type { KeptReply } from "./recording.ts";
import { embeddingsKey } from "./recording-key.ts";

/** Vectors, and what they took. */
export interface EmbeddedTexts {
  readonly vectors: readonly (readonly number[])[];
  readonly spent: readonly EmbeddingSpend[];
}

/** Replays the vectors of `texts`, or asks and stores them. See `callRecorded`. */
export function embedRecorded(
  recordings: OpenRecordings,
  model: EmbeddingModel,
  texts: readonly string[],
  {
    ask,
    limits,
  }: {
    readonly ask: () => Promise<EmbeddedTexts>;
    readonly limits: Pick<EmbedOptions, "deadline" | "signal">;
  },
): Promise<EmbeddedTexts> {
  return callRecorded(recordings, {
    key: embeddingsKey(model, texts),
    limits,
    secrets: governanceOf(model).secrets?.() ?? [],
    ask,
    keep: keepVectors,
    replay: replayVectors,
  });
}

function keepVectors({ vectors, spent }: EmbeddedTexts): KeptReply | undefined {
  const isWhole = vectors.every((row) => row.length > 0 && row.every(Number.isFinite));
  if (!isWhole) return undefined;
  const modelServed = spent.at(-1)?.modelServed?.toWellFormed();
  const usages = spent.flatMap(({ usage }) => usage ?? []);
  const costs = spent.flatMap(({ costUsd }) => costUsd ?? []);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    vectors,
    ...(modelServed !== undefined && { modelServed }),
    ...(usages.length > 0 && {
      usage: { inputTokens: sum(usages.map(({ inputTokens }) => inputTokens)), outputTokens: 0 },
    }),
    ...(spent.length > 0 && costs.length === spent.length && { costUsd: sum(costs) }),
  };
}

function replayVectors({ vectors = [], modelServed }: KeptReply, recordedAt: string): EmbeddedTexts {
  const spend = { requests: 0, usage: { inputTokens: 0, outputTokens: 0 }, costUsd: 0, recordedAt };
  return { vectors, spent: [{ ...spend, ...(modelServed !== undefined && { modelServed }) }] };
}
