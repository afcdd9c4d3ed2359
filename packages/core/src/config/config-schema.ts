import type { z as Zod } from "zod";
import { unpartitioned } from "../dataset/partition.ts";
import type { ChatModel, EmbeddingModel } from "../models/chat-model.ts";
import { recordingModes } from "../models/recordings/recording-settings.ts";
import { defaultSettings } from "../run/run-settings.ts";
import { gateSchema, partitionSchema } from "./partition-schema.ts";

const longestTimeout = 2 ** 31 - 1;

/** The schema of a configuration. Each `error` says what the value must be. */
export function configSchema(z: typeof Zod): Zod.ZodType {
  const count = (most: number, what: string): Zod.ZodType => z.int(what).min(1, what).max(most, what);
  const text = (what: string): Zod.ZodType<string> => z.string(what).refine(isName, what);
  const glob = "must be a glob";
  return z.strictObject(
    {
      judge: z
        .custom<ChatModel>(isJudge, "must be a model: an object with id, family and complete()")
        .optional(),
      embeddings: z
        .custom<EmbeddingModel>(isEmbedder, "must be an embedding model: an object with id and embed()")
        .optional(),
      partitions: z
        .record(
          text("must have a name of one line"),
          partitionSchema(z),
          "must be an object like { distribution: { passRate: 0.9 } }",
        )
        .optional(),
      gate: gateSchema(z).optional(),
      prices: priceSchema(z, text("must have a name of one line")).optional(),
      recordings: recordingsSchema(z).optional(),
      concurrency: count(10_000, "must be a whole number from 1 to 10,000").optional(),
      timeoutMs: count(
        longestTimeout,
        "must be a whole number of milliseconds from 1 to 2,147,483,647",
      ).optional(),
      evalFiles: z.array(text(glob), "must be an array of globs").optional(),
      filePartitions: z
        .record(
          text(glob),
          text("must be a partition"),
          'must be an object like { "safety/**": "adversarial" }',
        )
        .optional(),
      shardBy: z.enum(["file", "case"], 'must be "file" or "case"').optional(),
      outputDir: z.string(outputDir).refine(staysInside, outputDir).optional(),
      keepRuns: count(100_000, "must be a whole number from 1 to 100,000").optional(),
    },
    "must be an object",
  );
}

const outputDir = "must be a relative path inside the project";

function recordingsSchema(z: typeof Zod): Zod.ZodType {
  const mode = `must be one of ${recordingModes.join(", ")}`;
  return z.strictObject(
    {
      mode: z.enum(recordingModes as [string, ...string[]], mode).optional(),
      folder: z.string(outputDir).refine(staysInside, outputDir).optional(),
    },
    'must be an object like { mode: "auto", folder: "recordings" }',
  );
}

function priceSchema(z: typeof Zod, name: Zod.ZodType<string>): Zod.ZodType {
  const price = z.strictObject(
    { inputPerMillion: dollars(z), outputPerMillion: dollars(z) },
    "must be an object like { inputPerMillion: 0.25, outputPerMillion: 2 }",
  );
  const what = 'must be an object like { "gpt-5-mini": { inputPerMillion: 0.25, outputPerMillion: 2 } }';
  return z.record(name, price, what);
}

function dollars(z: typeof Zod): Zod.ZodType {
  const what = "must be a number from 0, in US dollars";
  return z.number(what).min(0, what);
}

/** Partitions that `filePartitions` may name. */
export function partitionNames(config: unknown): string[] {
  const own = isObject(config) && isObject(config["partitions"]) ? Object.keys(config["partitions"]) : [];
  return [...new Set([...Object.keys(defaultSettings.partitions), ...own, unpartitioned])];
}

export function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isName(value: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return value.trim() !== "" && value !== "__proto__" && !/[\u0000-\u001f\u007f-\u009f]/.test(value);
}

function isJudge(value: unknown): boolean {
  return (
    isObject(value) &&
    isText(value["id"]) &&
    isText(value["family"]) &&
    typeof value["complete"] === "function"
  );
}

function isEmbedder(value: unknown): boolean {
  return isObject(value) && isText(value["id"]) && typeof value["embed"] === "function";
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function staysInside(path: string): boolean {
  const steps = path.split(/[\\/]/);
  const isAbsolute = /^(?:[\\/]|[A-Za-z]:)/.test(path);
  return (
    isName(path) && !isAbsolute && !steps.includes("..") && steps.some((step) => step !== "" && step !== ".")
  );
}
