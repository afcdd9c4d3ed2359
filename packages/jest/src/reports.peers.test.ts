import { spawnSync } from "node:child_process";
import { reproduceCommand } from "@assay/core/report";
import type { SummaryCase } from "@assay/core/run";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runJest, type JestRun } from "./test-helpers/jest-run.ts";

/** The line of the fixture that says `// place: name`. */
function lineOf(name: string, directory: string): number {
  const lines = readFileSync(`${directory}/prices.eval.test.ts`, "utf8").split("\n");
  return lines.findIndex((line) => line.endsWith(`// place: ${name}`)) + 1;
}

function placesOf(cases: readonly SummaryCase[]): Record<string, string> {
  return Object.fromEntries(
    cases.map(({ id, checks, failedAt }) => {
      const { file, line } = checks[0]?.location ?? failedAt ?? { file: "nowhere" };
      return [id, `${file}:${line}`];
    }),
  );
}

function expectedPlaces(directory: string): Record<string, string> {
  const at = (name: string): string => `prices.eval.test.ts:${lineOf(name, directory)}`;
  return {
    a: at("sync"),
    "b.c (d)": at("sync"),
    "it's $5": at("sync"),
    "asks a judge": at("async"),
    plain: at("plain"),
    throws: at("throws"),
  };
}

/** Which misses are annotated, by anybody. */
function annotatedNames(output: string): string[] {
  const titles = [...output.matchAll(/^::error .*?title=(.*?)::/gm)].map(([, title = ""]) => title);
  return titles.map((title) => title.replace(/^.* [/>] /, "").replace(/%3A \w+$/, "")).toSorted();
}

const everyName = ["a", "asks a judge", "b.c (d)", "it's $5", "plain", "throws"];

describe.each(["jest-29", "jest-30"] as const)("%s", (peer) => {
  const run = (
    transform: string,
    args: readonly string[] = [],
    env: Record<string, string> = {},
  ): Promise<JestRun> =>
    runJest({ peer, project: "jest-places", args: ["-c", `jest.${transform}.config.cjs`, ...args], env });

  test.each(["babel", "swc", "ts-jest"])(
    "every miss is at its line of the TypeScript source, with %s",
    async (transform) => {
      const finished = await run(transform);

      expect(placesOf(finished.result.cases)).toEqual(expectedPlaces(finished.directory));
      expect(finished.stdout + finished.stderr).not.toMatch(/^::/m);
    },
  );

  test("--bail, after which Jest ends by itself, leaves time for the report", async () => {
    const args = ["--bail", "-i", "narrow.eval"];
    const finished = await runJest({ peer, project: "jest-narrow", args, env: { NARROW: "bail" } });

    expect(finished.stderr).toMatch(/^Assay {2}FAIL {2}\d+ cases/m);
    expect(finished.stderr).toContain("INCONCLUSIVE  the run was interrupted");
  });

  test("in GitHub Actions each of them is annotated there, and the step summary is written", async () => {
    const finished = await run("babel", [], { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: "summary.md" });

    const line = lineOf("sync", finished.directory);
    expect(finished.stderr).toMatch(
      new RegExp(
        `^::error file=prices\\.eval\\.test\\.ts,line=${line},col=\\d+,title=distribution / a%3A fail::`,
        "m",
      ),
    );
    expect(finished.stderr.match(/^::error .*title=(?:distribution|regression) \/ /gm)).toHaveLength(6);
    expect(readFileSync(`${finished.directory}/summary.md`, "utf8")).toContain("## Assay: FAIL");
  });

  test("beside Jest's own annotations, no miss is annotated twice and none is left out", async () => {
    const reporters = ["default", "github-actions", "@assay/jest/reporter"];
    const finished = await run(
      "babel",
      reporters.map((name) => `--reporters=${name}`),
      { GITHUB_ACTIONS: "true" },
    );

    expect(annotatedNames(finished.stdout + finished.stderr)).toEqual(everyName.toSorted());
    expect(finished.stderr).not.toContain("title=regression / ");
  });

  test("the command of a case runs that case alone, whatever it is called", async () => {
    const { runner, cases } = (await run("swc")).result;
    for (const id of ["a", "b.c (d)", "it's $5", "plain"]) {
      const command = reproduceCommand(runner, cases.find((one) => one.id === id) as SummaryCase);
      const args = shellWords(command).slice(2);
      const again = (await runJest({ peer, project: "jest-places", args })).result;

      const ran = again.cases.filter(({ status }) => status !== "not-run").map((one) => one.id);
      expect(ran, command).toEqual([id]);
    }
  });

  test("the command of a case in an ES module hands Node its flag", async () => {
    const nodeArgs = ["--experimental-vm-modules"];
    const { runner, cases } = (await runJest({ peer, project: "jest-esm", nodeArgs })).result;
    const [one] = cases as [SummaryCase];
    const words = shellWords(reproduceCommand(runner, one));

    expect(words.slice(0, 3)).toEqual(["npx", "--node-options=--experimental-vm-modules", "jest"]);
    const env = { NODE_OPTIONS: (words[1] ?? "").replace("--node-options=", "") };
    const again = (await runJest({ peer, project: "jest-esm", env, args: words.slice(3) })).result;
    expect(again.cases.filter(({ status }) => status !== "not-run").map(({ id }) => id)).toEqual([one.id]);
  });
});

/** What a shell makes of `command`. */
function shellWords(command: string): string[] {
  const { stdout } = spawnSync("bash", ["-c", `printf '%s\\n' ${command}`], { encoding: "utf8" });
  return stdout.trimEnd().split("\n");
}
