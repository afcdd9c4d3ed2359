import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { isEvalError, type EvalError } from "../errors/eval-error.ts";
import { defaultSettings } from "../run/run-settings.ts";
import { loadConfig } from "./load-config.ts";

function project(files: { readonly [name: string]: string }): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "assay-config-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

async function mistake(files: { readonly [name: string]: string }): Promise<EvalError> {
  const root = project(files);
  const error: unknown = await loadConfig(root).catch((thrown: unknown) => thrown);
  if (isEvalError(error)) return error;
  throw new Error(`no EvalError: ${String(error)}`);
}

const ofJson = async (config: object): Promise<string> =>
  (await mistake({ "assay.config.json": JSON.stringify(config) })).message;
const ofCode = async (code: string): Promise<string> =>
  (await mistake({ "assay.config.mjs": `export default ${code}` })).message;

test("gives the defaults where there is no file", async () => {
  expect(await loadConfig(project({}))).toEqual({ config: {}, settings: defaultSettings });
});

test.each([
  ["assay.config.ts", "const n: number = 7; export default { concurrency: n };"],
  ["assay.config.mts", "export default { concurrency: 7 } satisfies object;"],
  ["assay.config.mjs", "export default { concurrency: 7 };"],
  ["assay.config.cjs", "module.exports = { concurrency: 7 };"],
  ["assay.config.js", "module.exports = { concurrency: 7 };"],
  ["assay.config.json", '\ufeff{ "concurrency": 7 }'],
])("loads %s", async (name, content) => {
  const root = project({ [name]: content });

  const { settings, file } = await loadConfig(root);

  expect(settings).toEqual({ ...defaultSettings, concurrency: 7 });
  expect(file).toBe(join(root, name));
});

test("loads assay.config.js of an ES module package", async () => {
  const root = project({
    "package.json": '{"type":"module"}',
    "assay.config.js": "export default { keepRuns: 3 };",
  });

  expect((await loadConfig(root)).settings.keepRuns).toBe(3);
});

test("loads a TypeScript configuration that imports TypeScript with and without extension", async () => {
  const root = project({
    "package.json": '{"type":"module"}',
    "assay.config.ts":
      'import { one } from "./one.js"; import { two } from "./two"; export default { concurrency: one + two };',
    "one.ts": "export const one: number = 1;",
    "two.ts": "export const two = 2 as number;",
  });

  expect((await loadConfig(root)).settings.concurrency).toBe(3);
});

test("awaits at the top level of a configuration", async () => {
  const root = project({
    "assay.config.ts": "const n = await Promise.resolve(4); export default { concurrency: n };",
  });

  expect((await loadConfig(root)).settings.concurrency).toBe(4);
});

test("merges partitions over the defaults", async () => {
  const root = project({
    "assay.config.json": '{"partitions":{"golden":{"passRate":1,"trials":3},"smoke":{"passRate":0.8}}}',
  });

  expect((await loadConfig(root)).settings.partitions).toEqual({
    golden: { passRate: 1, trials: 3 },
    regression: { passRate: 1 },
    adversarial: { passRate: 0.95 },
    distribution: { passRate: 0.9 },
    smoke: { passRate: 0.8 },
  });
});

test("keeps the prices of models for the workers", async () => {
  const prices = { "gpt-5-mini": { inputPerMillion: 0.25, outputPerMillion: 2 } };
  const root = project({ "assay.config.json": JSON.stringify({ prices }) });

  expect((await loadConfig(root)).settings.prices).toEqual(prices);
});

describe("recordings", () => {
  const settingsOf = async (config: object): Promise<unknown> =>
    (await loadConfig(project({ "assay.config.json": JSON.stringify(config) }))).settings.recordings;

  afterEach(() => vi.unstubAllEnvs());

  test("are for the workers, with their defaults, and absent where nobody asks for them", async () => {
    expect(await settingsOf({})).toBeUndefined();
    expect(await settingsOf({ recordings: {} })).toEqual({ mode: "off", folder: ".assay/recordings" });
    const recordings = { mode: "auto", folder: "recordings" };
    expect(await settingsOf({ recordings })).toEqual(recordings);
  });

  test("are as the environment says", async () => {
    vi.stubEnv("ASSAY_RECORDINGS", "replay");
    expect(await settingsOf({})).toEqual({ mode: "replay", folder: ".assay/recordings" });
    expect(await settingsOf({ recordings: { mode: "auto", folder: "kept" } })).toEqual({
      mode: "replay",
      folder: "kept",
    });
    vi.stubEnv("ASSAY_RECORDINGS", "");
    expect(await settingsOf({ recordings: { mode: "auto" } })).toMatchObject({ mode: "auto" });
    vi.stubEnv("ASSAY_RECORDINGS", "Replay");
    await expect(settingsOf({})).rejects.toThrow(
      '"Replay" is no mode of recordings. Set it to off, auto, replay, refresh',
    );
  });
});

test("hands out the model itself, with its class", async () => {
  const root = project({
    "assay.config.mjs": `class Model { id = "m"; family = "f"; #secret = 7; async complete() { return { text: String(this.#secret), finishReason: "stop" }; } }
export default { judge: new Model() };`,
  });

  const { judge } = (await loadConfig(root)).config;

  expect(await judge?.complete({ messages: [] })).toEqual({ text: "7", finishReason: "stop" });
});

test("refuses two configurations side by side", async () => {
  const error = await mistake({ "assay.config.ts": "export default {}", "assay.config.json": "{}" });

  expect(error.code).toBe("CONFIG_INVALID");
  expect(error.message).toBe(
    "Failed to load the configuration: assay.config.ts and assay.config.json stand side by side. Keep one of them.",
  );
});

test("reports all mistakes together, each with its path and what was meant", async () => {
  const config = {
    concurency: 5,
    timeoutMs: "60s",
    partitions: { golden: { passRate: 1.5, passrate: 1 }, smoke: 0.9 },
    filePartitions: { "safety/**": "adverserial" },
    keepRuns: 0,
  };

  expect(await ofJson(config)).toMatchInlineSnapshot(`
    "Failed to load configuration "assay.config.json": 7 mistakes.
      partitions.golden.passRate must be a number from 0 to 1, got 1.5.
      partitions.golden.passrate is no setting. Did you mean "passRate"?
      partitions.smoke must be an object like { passRate: 0.9 }, got 0.9.
      timeoutMs must be a whole number of milliseconds from 1 to 2,147,483,647, got "60s".
      keepRuns must be a whole number from 1 to 100,000, got 0.
      concurency is no setting. Did you mean "concurrency"?
      filePartitions["safety/**"] is "adverserial", which is not a partition. Did you mean "adversarial"?"
  `);
});

test.each([
  [{ concurrency: 1.5 }, "concurrency must be a whole number from 1 to 10,000, got 1.5."],
  [
    { partitions: { a: { passRate: -0.1 } } },
    "partitions.a.passRate must be a number from 0 to 1, got -0.1.",
  ],
  [{ partitions: { a: {} } }, "partitions.a.passRate must be a number from 0 to 1, got undefined."],
  [{ partitions: { "a\nb": { passRate: 1 } } }, "must have a name of one line"],
  [{ evalFiles: "**/*.ts" }, 'evalFiles must be an array of globs, got "**/*.ts".'],
  [{ evalFiles: ["a", ""] }, 'evalFiles[1] must be a glob, got "".'],
  [{ shardBy: "cases" }, 'shardBy must be "file" or "case", got "cases".'],
  [{ outputDir: "../runs" }, 'outputDir must be a relative path inside the project, got "../runs".'],
  [{ outputDir: "/tmp/runs" }, "outputDir must be a relative path inside the project"],
  [{ outputDir: "." }, "outputDir must be a relative path inside the project"],
  [
    { judge: { id: "x" } },
    'judge must be a model: an object with id, family and complete(), got an object with "id".',
  ],
  [
    { prices: { "gpt-5-mini": { inputPerMillion: -1, outputPerMillion: 2 } } },
    'prices["gpt-5-mini"].inputPerMillion must be a number from 0, in US dollars, got -1.',
  ],
  [
    { prices: { m: { inputPerMillion: 1, outputPerMilion: 2, outputPerMillion: 2 } } },
    'prices.m.outputPerMilion is no setting. Did you mean "outputPerMillion"?',
  ],
  [{ prices: { m: 2 } }, "prices.m must be an object like { inputPerMillion: 0.25"],
  [{ recordings: { mode: "on" } }, 'recordings.mode must be one of off, auto, replay, refresh, got "on".'],
  [{ recordings: { folder: "../x" } }, "recordings.folder must be a relative path inside the project"],
  [{ recordings: { dir: "x" } }, "recordings.dir is no setting."],
  [
    { recordings: "auto" },
    'recordings must be an object like { mode: "auto", folder: "recordings" }, got "auto".',
  ],
  [{ trials: 3 }, "trials is no setting. Remove it: the settings are judge, embeddings"],
  [[], "the configuration must be an object, got []."],
])("refuses %j", async (config, message) => {
  expect(await ofJson(config)).toContain(message);
});

test.each([
  [
    "{ timeoutMs: NaN }",
    "timeoutMs must be a whole number of milliseconds from 1 to 2,147,483,647, got NaN.",
  ],
  ["{ timeoutMs: Infinity }", "timeoutMs must be a whole number"],
  [
    "{ embeddings: () => 1 }",
    "embeddings must be an embedding model: an object with id and embed(), got a function.",
  ],
  [
    '{ partitions: JSON.parse(\'{"__proto__":{"passRate":0}}\') }',
    'partitions["__proto__"] must have another name. Rename it.',
  ],
  ["() => ({})", "the configuration must be an object, got a function."],
  ["undefined", "the configuration must be an object, got undefined."],
])("refuses export default %s", async (code, message) => {
  expect(await ofCode(code)).toContain(message);
});

test.each([
  ["assay.config.mjs", "export const concurrency = 5;"],
  ["assay.config.ts", "export const concurrency: number = 5;"],
  ["assay.config.ts", "const config = { concurrency: 5 };"],
  ["assay.config.cjs", "const config = { concurrency: 5 };"],
])("refuses %s without a default export: %s", async (name, content) => {
  expect((await mistake({ [name]: content })).message).toBe(
    `Failed to load configuration "${name}": it has no default export. Write: export default defineConfig({ ... }).`,
  );
});

test("tells why a configuration could not be run, and keeps the cause", async () => {
  const error = await mistake({ "assay.config.ts": 'throw new Error("OPENAI_API_KEY is not set");' });

  expect(error.code).toBe("CONFIG_UNREADABLE");
  expect(error.message).toBe(
    'Failed to load configuration "assay.config.ts": running it failed in line 1: Error: OPENAI_API_KEY is not set. Correct the file.',
  );
  expect(error.cause).toMatchObject({ message: "OPENAI_API_KEY is not set" });
});

test.each([
  ["assay.config.ts", "export default {\n  concurrency: fivee as number,\n};"],
  ["assay.config.mjs", "export default {\n  concurrency: fivee,\n};"],
  ["assay.config.cjs", "module.exports = {\n  concurrency: fivee,\n};"],
])("names the line of %s that failed", async (name, content) => {
  expect((await mistake({ [name]: content })).message).toContain(
    "running it failed in line 2: ReferenceError: fivee is not defined.",
  );
});

test("a cause of several lines, or with a full stop, stays one sentence", async () => {
  const error = await mistake({ "assay.config.ts": 'throw new Error("no key.\\nSet one.");' });
  expect(error.message).toMatch(/running it failed in line 1: Error: no key\. Set one\. Correct the file\.$/);
});

test.each([
  ["assay.config.ts", "export default {"],
  ["assay.config.mjs", "export default {"],
  ["assay.config.cjs", "module.exports = {"],
])("tells that %s has a syntax error", async (name, content) => {
  const error = await mistake({ [name]: content });

  expect(error.code).toBe("CONFIG_UNREADABLE");
  expect(error.message).toContain(`Failed to load configuration "${name}": running it failed:`);
});

test("gives line and column of a JSON mistake", async () => {
  expect((await mistake({ "assay.config.json": '{\n  "a": 1,\n  "a": 2\n}' })).message).toContain(
    '3:3: the key "a" is given twice in one object',
  );
});

const golden = (settings: object): object => ({ partitions: { golden: { passRate: 1, ...settings } } });
const mine = (settings: object): object => ({ partitions: { mine: { passRate: 0.9, ...settings } } });

test.each<[object, string]>([
  [
    golden({ passRate: 0.9 }),
    "partitions.golden.passRate is 0.9, but misses in golden always block. Remove it, or use a partition of your own for cases that may miss.",
  ],
  [
    golden({ advisory: true }),
    "partitions.golden.advisory is true, but misses in golden always block. Remove it, or use a partition of your own for cases that may miss.",
  ],
  [
    golden({ trials: 3, rule: "any" }),
    'partitions.golden.rule is "any", but misses in golden always block. Use "majority", "all" or a share above 0.5.',
  ],
  [
    { partitions: { regression: { passRate: 1, trials: 4, rule: { atLeast: 0.5 } } } },
    'partitions.regression.rule is {"atLeast":0.5}, but misses in regression always block. Use "majority", "all" or a share above 0.5.',
  ],
  [
    golden({ confidence: 0.95 }),
    "partitions.golden.confidence asks for proof that the true rate is 100 %, which no number of cases gives. Remove it, or set passRate below 1.",
  ],
  [mine({ trials: 0 }), "partitions.mine.trials must be a whole number from 1 to 1,000, got 0."],
  [
    mine({ rule: "most" }),
    'partitions.mine.rule must be "majority", "all", "any", "mean", "median" or { atLeast: 0.8 } with a share above 0 and up to 1, got "most".',
  ],
  [mine({ stopEarly: 1 }), "partitions.mine.stopEarly must be true or false, got 1."],
  [
    mine({ minCases: 1.5 }),
    "partitions.mine.minCases must be a whole number from 1 to 1,000,000,000, got 1.5.",
  ],
  [
    mine({ confidence: 95 }),
    "partitions.mine.confidence must be a level above 0 and below 1, such as 0.95, got 95.",
  ],
  [mine({ maxInconclusive: 2 }), "partitions.mine.maxInconclusive must be a number from 0 to 1, got 2."],
  [mine({ maxCostUsd: -1 }), "partitions.mine.maxCostUsd must be a sum in US dollars from 0, got -1."],
  [
    mine({ maxWall: "5m" }),
    'partitions.mine.maxWall must be a whole number of milliseconds from 1, got "5m".',
  ],
  [
    mine({ checks: { toCallTool: 95 } }),
    "partitions.mine.checks.toCallTool must be a number from 0 to 1, got 95.",
  ],
  [
    mine({ dimensions: { persona: 0.9 } }),
    "partitions.mine.dimensions.persona must be an object like { expert: 0.9 }, got 0.9.",
  ],
  [mine({ advisory: "yes" }), 'partitions.mine.advisory must be true or false, got "yes".'],
  [mine({ minCase: 1 }), 'partitions.mine.minCase is no setting. Did you mean "minCases"?'],
  [{ gate: { regression: "error" } }, 'gate.regression must be "block" or "warn", got "error".'],
  [{ gate: { maxWalls: 3 } }, 'gate.maxWalls is no setting. Did you mean "maxWall"?'],
])("refuses what the gate cannot mean: %j", async (config, problem) => {
  expect(await ofJson(config)).toBe(`Failed to load configuration "assay.config.json": ${problem}`);
});

test("takes every setting of the gate over into the settings of a run", async () => {
  const partitions = {
    golden: { passRate: 1, trials: 3, rule: "majority", minCases: 50, maxWall: 300_000 },
    mine: {
      passRate: 0.9,
      trials: 5,
      rule: { atLeast: 0.8 },
      stopEarly: false,
      confidence: 0.95,
      maxInconclusive: 0.02,
      maxCostUsd: 1.5,
      checks: { "toPassJudge:tone": 0.9 },
      dimensions: { persona: { expert: 0.95 } },
      advisory: true,
    },
  };
  const gate = { maxCostUsd: 5, maxWall: 1_200_000, regression: "warn" };
  const root = project({ "assay.config.json": JSON.stringify({ partitions, gate }) });

  const { settings } = await loadConfig(root);

  expect(settings.partitions).toMatchObject(partitions);
  expect(settings.gate).toEqual(gate);
});
