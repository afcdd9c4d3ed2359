import { spawnSync } from "node:child_process";
import { reproduceCommand } from "@assay/core/report";
import type { SummaryCase } from "@assay/core/run";
import { readFileSync } from "node:fs";
import { describe, test } from "vitest";
import { runProject, type FinishedProject } from "../../../fixtures/run-project.ts";
import { summaryOf } from "./test-helpers/run-of.ts";

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
  const titles = [...output.matchAll(/^::error .*?title=(.*?)(?:,line=.*?)?::/gm)].map(
    ([, title = ""]) => title,
  );
  return titles.map((title) => title.replace(/^.* [/>] /, "").replace(/%3A \w+$/, "")).toSorted();
}

const everyName = ["a", "asks a judge", "b.c (d)", "it's $5", "plain", "throws"];

describe.each(["vitest-4", "vitest-5"] as const)("%s", (peer) => {
  const run = (args: readonly string[] = [], env: Record<string, string> = {}): Promise<FinishedProject> =>
    runProject({ peer, project: "vitest-places", args: ["run", ...args], env });

  test("every miss is at its line of the TypeScript source", async ({ expect }) => {
    const finished = await run();

    expect(placesOf(summaryOf(finished).cases)).toEqual(expectedPlaces(finished.directory));
    expect(finished.stdout + finished.stderr).not.toMatch(/^::/m);
  });

  test("in GitHub Actions each of them is annotated there, and the step summary is written", async ({
    expect,
  }) => {
    const finished = await runProject({
      peer,
      project: "vitest-places",
      args: ["run", "--reporter=default"],
      env: { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: "summary.md" },
    });

    const line = lineOf("sync", finished.directory);
    expect(finished.stdout).toMatch(
      new RegExp(
        `^::error file=prices\\.eval\\.test\\.ts,line=${line},col=\\d+,title=distribution / a%3A fail::`,
        "m",
      ),
    );
    expect(finished.stdout.match(/^::error .*title=(?:distribution|regression) \/ /gm)).toHaveLength(6);
    expect(readFileSync(`${finished.directory}/summary.md`, "utf8")).toContain("## Assay: FAIL");
  });

  test("beside Vitest's own annotations, no miss is annotated twice and none is left out", async ({
    expect,
  }) => {
    const finished = await run([], { GITHUB_ACTIONS: "true" });

    expect(annotatedNames(finished.stdout)).toEqual(everyName);
    expect(finished.stdout).toMatch(/^::error file=\/.*title=prices\.eval\.test\.ts > plain,/m);
    expect(finished.stdout).not.toContain("title=regression / plain");
  });

  test("the command of a case runs that case alone, whatever it is called", async ({ expect }) => {
    const { runner, cases } = summaryOf(await run());
    for (const id of ["a", "b.c (d)", "it's $5", "plain"]) {
      const command = reproduceCommand(runner, cases.find((one) => one.id === id) as SummaryCase);
      const again = summaryOf(await run(shellWords(command).slice(3)));

      const ran = again.cases.filter(({ status }) => status !== "not-run").map((one) => one.id);
      expect(ran, command).toEqual([id]);
    }
  });

  test("the command of a case names a configuration that Vitest would not find", async ({ expect }) => {
    const project = "vitest-places";
    const files = {
      "config/evals.config.ts": readFileSync(`fixtures/projects/${project}/vitest.config.ts`, "utf8"),
      "vitest.config.ts": 'export default { test: { include: ["none.test.ts"] } };',
    };
    const args = ["run", "--config", "config/evals.config.ts"];
    const { runner, cases } = summaryOf(await runProject({ peer, project, files, args }));
    const command = reproduceCommand(runner, cases.find(({ id }) => id === "plain") as SummaryCase);

    expect(command).toContain(" --config config/evals.config.ts ");
    const again = summaryOf(
      await runProject({ peer, project, files, args: ["run", ...shellWords(command).slice(3)] }),
    );
    expect(again.cases.filter(({ status }) => status !== "not-run").map(({ id }) => id)).toEqual(["plain"]);
  });
});

/** What a shell makes of `command`. */
function shellWords(command: string): string[] {
  const { stdout } = spawnSync("bash", ["-c", `printf '%s\\n' ${command}`], { encoding: "utf8" });
  return stdout.trimEnd().split("\n");
}
