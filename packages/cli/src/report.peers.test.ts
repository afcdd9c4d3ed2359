import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runProject, type Peer } from "../../../fixtures/run-project.ts";

const bin = join(import.meta.dirname, "../bin/assay.mjs");

interface Page {
  readonly run: { readonly runner: { readonly name: string } };
  readonly cases: readonly { readonly id: string; readonly status: string; readonly reproduce: string }[];
}

function islandOf(html: string, id: string): unknown {
  return JSON.parse(new RegExp(`id="${id}">(.*?)</script>`).exec(html)?.[1] ?? "null");
}

test.each<[Peer, string, string]>([
  ["vitest-4", "vitest-red", "vitest"],
  ["vitest-5", "vitest-red", "vitest"],
  ["jest-29", "jest-red", "jest"],
  ["jest-30", "jest-red", "jest"],
])(
  "assay report turns a run of %s into a page with every case and its output",
  async (peer, project, runner) => {
    const { directory } = await runProject({ peer, project, args: runner === "vitest" ? ["run"] : [] });

    const { status, stderr } = spawnSync(process.execPath, [bin, "report"], {
      cwd: directory,
      encoding: "utf8",
    });
    const html = readFileSync(join(directory, ".assay", "report.html"), "utf8");
    const { run, cases } = islandOf(html, "assay-data") as Page;
    const details = islandOf(html, "assay-details-0") as readonly { readonly trials: readonly unknown[] }[];

    expect([status, stderr]).toEqual([0, `Report: ${join(".assay", "report.html")}\n`]);
    expect(run.runner.name).toBe(runner);
    expect(cases.length).toBeGreaterThan(1);
    expect(cases.some((one) => one.status === "fail")).toBe(true);
    expect(details).toHaveLength(cases.length);
    expect(details.every(({ trials }) => trials.length > 0)).toBe(true);
    expect(cases[0]?.reproduce).toMatch(runner === "vitest" ? /^npx vitest run / : /^npx jest /);
  },
);
