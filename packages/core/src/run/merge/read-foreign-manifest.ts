import { isPlainObject } from "../../dataset/plain-object.ts";
import { isEvalError } from "../../errors/eval-error.ts";
import { readRunManifest, type RunManifest } from "../run-manifest.ts";
import { refuseMerge } from "./refuse-merge.ts";

/** The manifest of a run that another machine made: nothing of it is taken on trust. */
export function readForeignManifest(directory: string): RunManifest {
  let manifest: unknown;
  try {
    manifest = readRunManifest(directory);
  } catch (error) {
    if (!isEvalError(error)) throw error;
    throw refuseMerge(directory, "its run.json is not JSON. Download the run again", error);
  }
  const wrong = firstWrong(manifest);
  if (wrong === undefined) return manifest as RunManifest;
  throw refuseMerge(
    directory,
    `its run.json has no valid "${wrong}". Merge runs that this version of Assay made`,
  );
}

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === "string" && value !== "";
const isFlag: Test = (value) => typeof value === "boolean";
const isTextList: Test = (value) => Array.isArray(value) && value.every((item) => typeof item === "string");
const isDate: Test = (value) => typeof value === "string" && !Number.isNaN(Date.parse(value));

function object(fields: { readonly [name: string]: Test }): Test {
  return (value) => isObject(value) && Object.entries(fields).every(([name, test]) => test(value[name]));
}

function optional(test: Test): Test {
  return (value) => value === undefined || test(value);
}

const isShard: Test = (value) => {
  if (!isObject(value)) return false;
  const { index, count } = value;
  return (
    Number.isSafeInteger(index) &&
    Number.isSafeInteger(count) &&
    Number(index) >= 1 &&
    Number(index) <= Number(count)
  );
};

const isRunner = object({
  name: isText,
  version: isText,
  config: optional(isText),
  nodeOptions: optional(isText),
});

const isMergedRun = object({
  key: (value) => typeof value === "string" && /^[0-9a-f]{16}$/.test(value),
  runId: isText,
  root: isText,
  startedAt: isDate,
  runner: isRunner,
  shard: optional(isShard),
  caseShard: optional(isShard),
  caseShardFiles: optional(isTextList),
  sealed: isFlag,
  changed: isFlag,
  interrupted: isFlag,
  onlyMode: isFlag,
  failedFiles: (value) =>
    Array.isArray(value) &&
    value.every(object({ file: isText, reason: (reason) => typeof reason === "string" })),
  unhandledErrors: isTextList,
  stopReason: optional((value) => typeof value === "string"),
});

const fields: { readonly [name: string]: Test } = {
  schema: (value) => value === "assay.run/1",
  runId: isText,
  root: isText,
  startedAt: isDate,
  runner: isRunner,
  settings: object({
    partitions: (value) =>
      isObject(value) && Object.values(value).every(object({ passRate: (rate) => typeof rate === "number" })),
  }),
  filter: object({
    testNamePattern: optional((value) => typeof value === "string"),
    changedOnly: optional(isFlag),
    paths: optional(isTextList),
  }),
  shard: optional(isShard),
  caseShard: optional(isShard),
  caseShardFiles: optional(isTextList),
  mergedFrom: optional((value) => Array.isArray(value) && value.length > 0 && value.every(isMergedRun)),
};

function firstWrong(manifest: unknown): string | undefined {
  if (!isObject(manifest)) return "schema";
  return Object.entries(fields).find(([name, test]) => !test(manifest[name]))?.[0];
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && isPlainObject(value);
}
