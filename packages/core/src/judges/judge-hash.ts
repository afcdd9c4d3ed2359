import { createHash } from "node:crypto";
import type { ChatModel } from "../models/chat-model.ts";
import { canonicalJson } from "../platform/canonical-json.ts";

/** One model of a judge, and how it is asked. */
export interface HashedSeat {
  readonly model: Pick<ChatModel, "id" | "settings">;
  readonly temperature?: number | undefined;
  readonly seed?: number | undefined;
}

/** Everything that decides how a judge judges. */
export interface JudgeParts {
  /** Every vote that may be cast, whether it was or not: a judge is the same one where it stopped early. */
  readonly seats: readonly HashedSeat[];
  readonly promptVersion: string;
  readonly parserVersion: string;
  readonly rubricHash: string;
}

/**
 * SHA-256 in hex of what a judge is: models with their settings, temperatures, seeds and number of votes, prompt, parser and
 * rubric. Verdicts of two hashes are verdicts of two judges. Keys and headers are no part of it: another key asks the
 * same judge.
 */
export function judgeHash({ seats, promptVersion, parserVersion, rubricHash }: JudgeParts): string {
  const parts = {
    seats: seats.map(({ model, temperature, seed }) => ({
      model: model.id,
      settings: model.settings ?? {},
      temperature: temperature ?? null,
      seed: seed ?? null,
    })),
    promptVersion,
    parserVersion,
    rubricHash,
  };
  return createHash("sha256").update(canonicalJson(parts)).digest("hex");
}
