import { showPath } from "../dataset/json-path.ts";
import { didYouMean } from "../errors/did-you-mean.ts";
import { EvalError } from "../errors/eval-error.ts";
import { showName, showValue } from "../errors/show-value.ts";
import { loadZod } from "../platform/native-require.cjs";
import type { AssayConfig } from "./assay-config.ts";
import { configSchema, isObject, partitionNames } from "./config-schema.ts";
import { gateMistakes } from "./gate-mistakes.ts";
import { gateSettingNames, partitionSettingNames } from "./partition-schema.ts";

type Path = readonly (string | number)[];

interface Issue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

/**
 * `value` as a configuration.
 *
 * @throws EvalError (CONFIG_INVALID) that lists every mistake with its path, its value and what to write instead.
 */
export function validateConfig(value: unknown, file: string): AssayConfig {
  const parsed = configSchema(loadZod().z).safeParse(value);
  const mistakes = [
    ...(parsed.error?.issues ?? []).flatMap((issue) => describeIssue(issue, value)),
    ...protoMistakes(value),
    ...filePartitionMistakes(value),
    ...gateMistakes(value),
  ];
  // The value itself and not zod's copy: a model must keep its identity and its prototype.
  if (mistakes.length === 0) return value as AssayConfig;
  const name = showName(file);
  const [first = ""] = mistakes;
  const message =
    mistakes.length === 1
      ? `Failed to load configuration "${name}": ${first}`
      : `Failed to load configuration "${name}": ${mistakes.length} mistakes.\n${mistakes.map((one) => `  ${one}`).join("\n")}`;
  throw new EvalError(message, { code: "CONFIG_INVALID", location: { file } });
}

function describeIssue(issue: Issue, config: unknown): string[] {
  const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  if (issue.code === "unrecognized_keys")
    return (issue.keys ?? []).map((key) => describeUnknown([...path, key]));
  const shown = path.length === 0 ? "the configuration" : showPath(path);
  if (issue.code === "invalid_key") return [`${shown} must have a name of one line. Rename it.`];
  return [`${shown} ${issue.message}, got ${showValue(valueAt(config, path))}.`];
}

function describeUnknown(path: Path): string {
  const key = String(path.at(-1));
  const known = path.length === 1 ? settingNames : (innerNames.get(path[0]) ?? partitionSettingNames);
  const hint = didYouMean(key, known);
  return `${showPath(path)} is no setting.${hint === "" ? ` Remove it: the settings are ${known.join(", ")}.` : hint}`;
}

const innerNames: ReadonlyMap<unknown, readonly string[]> = new Map([
  ["gate", gateSettingNames],
  ["prices", ["inputPerMillion", "outputPerMillion"]],
  ["recordings", ["mode", "folder"]],
]);

const settingNames = [
  "judge",
  "embeddings",
  "prices",
  "recordings",
  "partitions",
  "gate",
  "concurrency",
  "timeoutMs",
  "evalFiles",
  "filePartitions",
  "shardBy",
  "outputDir",
  "keepRuns",
];

/** zod leaves a key called `__proto__` out without a word. */
function protoMistakes(config: unknown): string[] {
  if (!isObject(config)) return [];
  return ["partitions", "filePartitions", "prices"]
    .filter((setting) => isObject(config[setting]) && Object.hasOwn(config[setting], "__proto__"))
    .map((setting) => `${setting}["__proto__"] must have another name. Rename it.`);
}

function filePartitionMistakes(config: unknown): string[] {
  const partitions = isObject(config) ? config["filePartitions"] : undefined;
  if (!isObject(partitions)) return [];
  const known = partitionNames(config);
  return Object.entries(partitions).flatMap(([glob, name]) => {
    if (typeof name !== "string" || known.includes(name)) return [];
    const hint = didYouMean(name, known);
    return [
      `${showPath(["filePartitions", glob])} is ${showValue(name)}, which is not a partition.${hint || ` Use ${known.join(", ")}, or add it to "partitions".`}`,
    ];
  });
}

function valueAt(config: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, step)
        ? (value as { readonly [key: string]: unknown })[step]
        : undefined,
    config,
  );
}
