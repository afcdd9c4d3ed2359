import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { pinDatasets } from "../../dataset/pin-datasets.ts";
import { isEvalError } from "../../errors/eval-error.ts";
import { isInShard } from "../case-shard.ts";
import type { CreateRunOptions, RunHandle } from "../create-run.ts";
import { exitCodeOf } from "../exit-code.ts";
import { finishRun } from "../finish-run.ts";
import type { JournalEvent } from "../journal-line.ts";
import type { RunFacts } from "../run-facts.ts";
import { defaultSettings } from "../run-settings.ts";
import { summarizeRun } from "../summarize-run.ts";
import type { Summary } from "../summary.ts";
import {
  cleanFacts,
  declare,
  ran,
  scratchDirectory,
  scratchRun,
  writeJournal,
} from "../test-helpers/scratch-run.ts";
import { mergeRuns } from "./merge-runs.ts";

interface ShardOptions extends Partial<CreateRunOptions> {
  readonly facts?: RunFacts | undefined;
  readonly sealed?: boolean;
}

function record(
  events: readonly JournalEvent[],
  { facts = cleanFacts, sealed = true, ...options }: ShardOptions = {},
): RunHandle {
  const run = scratchRun(options);
  writeJournal(run, events);
  if (sealed) finishRun(run, facts);
  return run;
}

function shard(
  index: number,
  count: number,
  events: readonly JournalEvent[],
  options: ShardOptions = {},
): string {
  return record(events, { ...options, shard: { index, count } }).directory;
}

function merge(...directories: readonly string[]): Summary & { readonly directory: string } {
  const { directory, summary } = mergeRuns(directories, { root: scratchDirectory(), outputDir: ".assay" });
  expect(summarizeRun(directory)).toEqual(summary);
  return { ...summary, directory };
}

function refusal(...directories: readonly string[]): string {
  try {
    merge(...directories);
  } catch (error) {
    if (isEvalError(error) && error.code === "MERGE_REFUSED") return error.message;
    throw error;
  }
  throw new Error("Nothing was refused.");
}

/** What is the same for the same cases, whenever and wherever they ran. */
function essence({ runId: _id, startedAt: _start, mergedFrom: _from, ...summary }: Summary): object {
  return JSON.parse(
    JSON.stringify(summary, (name, value: unknown) =>
      name === "wallMs" || name === "directory" ? undefined : value,
    ),
  ) as object;
}

const one = ran("a", "golden", "pass");
const two = [...ran("b", "golden", "pass"), ...ran("c", "distribution", "fail")];
const three = ran("d", "distribution", "pass");

test("the merged shards are the run that was never split", () => {
  const whole = record([...one, ...two, ...three]);

  const merged = merge(shard(3, 3, three), shard(1, 3, one), shard(2, 3, two));

  expect(essence(merged)).toEqual(essence(summarizeRun(whole.directory)));
  expect(merged.mergedFrom).toHaveLength(3);
  expect(merged.sealed).toBe(true);
});

test("a missing shard is named, and keeps the gate inconclusive", () => {
  const merged = merge(
    shard(1, 4, one),
    shard(2, 4, ran("b", "golden", "pass")),
    shard(4, 4, ran("d", "golden", "pass")),
  );

  expect(merged.missingShards).toEqual(["shard 3 of 4"]);
  expect(merged.gate).toEqual({
    verdict: "inconclusive",
    reasons: expect.arrayContaining([
      { code: "shard", effect: "inconclusive", message: "shard 3 of 4 is missing" },
    ]) as unknown,
  });
  expect(exitCodeOf(merged, { allowPartial: false })).toBe(2);
});

test("a tolerant partition that misses is not decided while a shard is missing, a strict one is", () => {
  const tolerant = merge(shard(1, 2, ran("a", "distribution", "fail")));
  const strict = merge(shard(1, 2, ran("a", "golden", "fail")));

  expect(tolerant.gate.verdict).toBe("inconclusive");
  expect(strict.gate.verdict).toBe("fail");
});

test("the cases that a shard declared and never ran are not-run", () => {
  const merged = merge(shard(1, 2, one), shard(2, 2, [declare("b", "golden")]));

  expect(merged.partitions["golden"]).toMatchObject({
    declared: 2,
    pass: 1,
    notRun: 1,
    verdict: "inconclusive",
  });
});

test("a run that is given twice counts once", () => {
  const [first, second] = [shard(1, 2, one), shard(2, 2, two)];
  const copy = join(scratchDirectory(), "copy");
  cpSync(first, copy, { recursive: true });

  const merged = merge(first, second, copy, first);

  expect(essence(merged)).toEqual(essence(merge(first, second)));
  expect(merged.mergedFrom).toHaveLength(2);
});

test.each(["run", "summary"])(
  "%s.json of a merged run is as its schema says, and has no field besides",
  (name) => {
    const text = readFileSync(join(import.meta.dirname, `../../../schemas/${name}-1.json`), "utf8");
    const closed = JSON.parse(text, (_key, value: unknown) =>
      typeof value === "object" && value !== null && "properties" in value && "required" in value
        ? { additionalProperties: false, ...value }
        : value,
    ) as object;
    const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(closed);
    const { directory } = merge(shard(1, 3, one), shard(2, 3, two));

    expect(
      validate(JSON.parse(readFileSync(join(directory, `${name}.json`), "utf8"))) ? [] : validate.errors,
    ).toEqual([]);
  },
);

test("runs are found below a directory of artifacts", () => {
  const artifacts = scratchDirectory();
  cpSync(shard(1, 2, one), join(artifacts, "shard-1/runs/x"), { recursive: true });
  cpSync(shard(2, 2, two), join(artifacts, "shard-2/.assay/runs/y"), { recursive: true });

  expect(merge(artifacts).cases).toHaveLength(3);
});

test("a run without a seal keeps the whole unsealed", () => {
  const merged = merge(shard(1, 2, one), shard(2, 2, two, { sealed: false }));

  expect(merged.sealed).toBe(false);
  expect(merged.gate.verdict).not.toBe("pass");
  expect(merged.gate.reasons.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^run .* \(shard 2 of 2\) is not sealed$/),
  );
});

test("a journal that was altered after its seal stays altered", () => {
  const directory = shard(2, 2, ran("b", "golden", "pass"));
  const journal = readdirSync(directory).find((name) => name.endsWith(".jsonl")) as string;
  const lines = readFileSync(join(directory, journal), "utf8").trimEnd().split("\n");
  writeFileSync(join(directory, journal), `${lines.slice(0, -1).join("\n")}\n`);

  const merged = merge(shard(1, 2, one), directory);
  const again = merge(merged.directory);

  for (const { gate } of [merged, again])
    expect(gate.reasons).toContainEqual(
      expect.objectContaining({ code: "journal-changed", effect: "inconclusive" }),
    );
});

test("what went wrong in a shard went wrong in the whole", () => {
  const facts = {
    interrupted: true,
    failedFiles: [{ file: "b.test.ts", reason: "gone" }],
    unhandledErrors: ["boom"],
    onlyMode: true,
  };

  const merged = merge(shard(1, 2, one), shard(2, 2, two, { facts }));

  expect(merged).toMatchObject({
    interrupted: true,
    onlyMode: true,
    failedFiles: facts.failedFiles,
    unhandledErrors: ["boom"],
  });
  expect(merged.gate.verdict).not.toBe("pass");
});

test("both runners make one run, and each needs all of its shards", () => {
  const jest = { runner: { name: "jest", version: "30.0.0" } };

  const merged = merge(shard(1, 2, one), shard(2, 2, two), record(three, jest).directory);
  const part = merge(record(one).directory, shard(1, 2, three, jest));

  expect(merged.runner).toEqual({ name: "jest + vitest", version: "30.0.0 + 4.1.12" });
  expect(merged.missingShards).toBeUndefined();
  expect(part.missingShards).toEqual(["shard 2 of 2 of jest"]);
});

test.each([
  [
    "other settings",
    () => shard(2, 2, two, { settings: { ...defaultSettings, partitions: { golden: { passRate: 0.5 } } } }),
    /was made with other settings: partitions\.adversarial is .* there, and .* in run /,
  ],
  [
    "another filter",
    () => shard(2, 2, two, { filter: { testNamePattern: "x" } }),
    /the filter of run .* is not the one in run /,
  ],
  ["another split", () => shard(2, 3, two), /it is shard [12] of [23], and run .* is shard [12] of [23]/],
  [
    "another runner version",
    () => shard(2, 2, two, { runner: { name: "vitest", version: "5.0.0" } }),
    /it ran on vitest (4\.1\.12|5\.0\.0), and run /,
  ],
  ["the same shard again", () => shard(1, 2, two), /are both shard 1 of 2/],
  [
    "a case of the first shard",
    () => shard(2, 2, ran("a", "golden", "fail")),
    /case src\/a\.eval\.test\.ts > suite > a ran there and in run /,
  ],
  [
    "no split at all",
    () => record(two).directory,
    /it is (no shard|shard 1 of 2), and run .* is (no shard|shard 1 of 2)/,
  ],
])("%s is refused, with the names of both runs", (_name, other, message) => {
  const text = refusal(shard(1, 2, one), other());

  expect(text).toMatch(/^Failed to merge "/);
  expect(text).toMatch(message);
  expect(new Set(text.match(/\d{8}T\d{9}Z-[0-9a-f]{6}/g)).size).toBe(2);
});

test("another state of a dataset is refused, also where the shards lie elsewhere", () => {
  const directories = ["1", "2"].map((digit, index) => {
    const run = record(
      [...one, ...two].filter((event) => (event.case === "a") === (index === 0)),
      { shard: { index: index + 1, count: 2 } },
    );
    pinDatasets(
      run.directory,
      [{ file: join(run.manifest.root, "evals/a.jsonl"), digest: `sha256:${digit.repeat(64)}` }],
      run.manifest.root,
    );
    return run.directory;
  });

  expect(refusal(...directories)).toMatch(
    /dataset evals\/a\.jsonl was sha256:[12]{12} in run .* and sha256:[12]{12} in run .*\. Run all shards on the same commit\.$/,
  );
});

test("the same run with another journal is refused", () => {
  const first = shard(1, 2, one);
  const copy = join(scratchDirectory(), "copy");
  cpSync(first, copy, { recursive: true });
  writeJournal({ ...record([]), directory: copy }, ran("x", "golden", "pass"));

  expect(refusal(first, copy)).toContain("it was given twice, with different journals");
});

test.each([
  ["nothing", () => scratchDirectory(), "no run is there or below it"],
  ["a place that is not there", () => join(scratchDirectory(), "nowhere"), "there is no such directory"],
  [
    "a manifest of something else",
    () => {
      const { directory } = record(one);
      writeFileSync(
        join(directory, "run.json"),
        '{"schema":"assay.run/1","runId":"../../x","root":"/","startedAt":"never"}',
      );
      return directory;
    },
    'its run.json has no valid "startedAt"',
  ],
  [
    "a journal that is a link",
    () => {
      const { directory } = record(one);
      symlinkSync("/etc/passwd", join(directory, "w-1.jsonl"));
      return directory;
    },
    '"w-1.jsonl" is not a file',
  ],
])("%s is refused", (_name, make, message) => {
  expect(refusal(make())).toContain(message);
});

test("no path is built from what a run says of itself", () => {
  const directory = shard(1, 1, ran("../../../case", "golden", "pass"));
  const manifest = readFileSync(join(directory, "run.json"), "utf8");
  writeFileSync(
    join(directory, "run.json"),
    manifest
      .replace(/"runId": ".*"/, '"runId": "../../../evil"')
      .replace(/"outputDir": ".*"/, '"outputDir": "../../evil"'),
  );
  const root = scratchDirectory();

  const merged = mergeRuns([directory], { root, outputDir: ".assay" });

  expect(merged.directory).toMatch(new RegExp(`^${root}/\\.assay/runs/\\d{8}T\\d{9}Z-[0-9a-f]{6}$`));
  expect(readdirSync(root)).toEqual([".assay"]);
  expect(readdirSync(merged.directory).filter((name) => name.endsWith(".jsonl"))).toEqual([
    expect.stringMatching(/^m-[0-9a-f]{16}-0\.jsonl$/),
  ]);
});

test("writes where it is told, over a merged run but over nothing else", () => {
  const run = record(one).directory;
  const out = join(scratchDirectory(), "merged");
  const options = { root: scratchDirectory(), outputDir: ".assay", out };

  const first = mergeRuns([run], options);
  const second = mergeRuns([run], options);

  expect([first.directory, second.directory]).toEqual([out, out]);
  expect(() => mergeRuns([run], { ...options, out: run })).toThrow("is not empty, and no merged run");
  expect(readdirSync(join(out, ".."))).toEqual(["merged"]);
});

const caseShard = (index: number, id: string): boolean => isInShard(id, { index, count: 2 });

/** Two shares of twelve cases, and a plain test that goes as told in the share that its id belongs to, and in the other. */
function shares(own: "pass" | "fail", other: "pass" | "fail" | "error"): [own: string, other: string] {
  const ids = Array.from({ length: 12 }, (_, index) => `case ${index}`);
  const environment = process.env["ASSAY_SHARD"];
  const directories = [1, 2].map((index) => {
    process.env["ASSAY_SHARD"] = `${index}/2`;
    const cases = ids.filter((id) => caseShard(index, id)).flatMap((id) => ran(id, "golden", "pass"));
    return record([...cases, ...ran("plain", "golden", caseShard(index, "plain") ? own : other)]).directory;
  });
  if (environment === undefined) delete process.env["ASSAY_SHARD"];
  else process.env["ASSAY_SHARD"] = environment;
  return (caseShard(1, "plain") ? directories : directories.toReversed()) as [string, string];
}

const plainOf = ({ cases }: Summary): unknown => cases.find(({ id }) => id === "plain");

test("a plain test that ran in every shard of the cases counts once, in its own", () => {
  const [own, other] = shares("pass", "pass");
  const merged = merge(own, other);

  expect(merged.partitions["golden"]).toMatchObject({ declared: 13, pass: 13 });
  expect(plainOf(merged)).toMatchObject({ executions: 1, status: "pass" });
  expect(plainOf(merge(other))).toMatchObject({ status: "not-run" });
});

test.each([
  ["pass", "fail", "fail"],
  ["pass", "error", "error"],
  ["fail", "pass", "fail"],
  ["fail", "error", "fail"],
] as const)(
  "a plain test counts as it went worst: %s in its own shard, %s in another, %s in the merged run",
  (own, other, status) => {
    const directories = shares(own, other);
    const merged = merge(...directories);

    expect(plainOf(merged)).toMatchObject({ executions: 1, status, partition: "golden" });
    expect(merged.partitions["golden"]).toMatchObject({ declared: 13, pass: 12, [status]: 1 });
    expect(merged.gate.verdict).toBe(status === "fail" ? "fail" : "inconclusive");
    expect(plainOf(merge(merge(directories[1]).directory, directories[0]))).toEqual(plainOf(merged));
  },
);

test("a failure in another shard is told also where the own shard is missing", () => {
  const [, other] = shares("pass", "fail");

  expect(merge(other).gate.verdict).toBe("fail");
});

const statuses = fc.array(fc.constantFrom("pass" as const, "fail" as const, "error" as const), {
  minLength: 3,
  maxLength: 9,
});

test("merging is associative, idempotent, and does not care about the order", () => {
  fc.assert(
    fc.property(statuses, fc.integer({ min: 3, max: 4 }), (all, count) => {
      const events = (index: number): JournalEvent[] =>
        all.flatMap((status, place) =>
          place % 3 === index
            ? ran(`case ${place}`, place % 2 === 0 ? "golden" : "distribution", status)
            : [],
        );
      const [a, b, c] = [0, 1, 2].map((index) => shard(index + 1, count, events(index))) as [
        string,
        string,
        string,
      ];

      const flat = merge(a, b, c);

      const left = merge(merge(a, b).directory, c);
      const right = merge(a, merge(c, b).directory);
      const again = merge(flat.directory, left.directory, b);
      for (const other of [left, right, again])
        expect(JSON.stringify({ ...other, directory: "" })).toBe(JSON.stringify({ ...flat, directory: "" }));
      for (const { directory } of [flat, left, right, again]) rmSync(directory, { recursive: true });
    }),
    { numRuns: 25 },
  );
});
