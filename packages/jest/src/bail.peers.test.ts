import { describe, expect, test } from "vitest";
import type { RunProjectOptions } from "../../../fixtures/run-project.ts";
import { reasonCodes, runJest, type JestRun } from "./test-helpers/jest-run.ts";

/** By name: Jest starts with the files that took longest, or that are longest. */
const inOrder = {
  "in-order.cjs": `module.exports = class {
  sort(tests) { return tests.sort((a, b) => (a.path < b.path ? -1 : 1)); }
  cacheResults() {}
};
`,
  "jest.config.cjs": `module.exports = { preset: "@assay/jest", rootDir: __dirname, transform: {}, testSequencer: "./in-order.cjs" };
`,
};

const evalFile = (name: string, body: string): string => `const { evalTest } = require("@assay/jest");
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
evalTest("${name}", { partition: "golden" }, async () => { ${body} });
`;

describe.concurrent.each(["jest-29", "jest-30"] as const)("--bail on %s", (peer) => {
  const run = (options: Partial<RunProjectOptions>): Promise<JestRun> =>
    runJest({ peer, project: "jest-narrow", env: { NARROW: "bail" }, ...options });

  test.each([
    ["every file", []],
    ["files that a path asks for", ["eval.test"]],
    ["files by their names", ["--runTestsByPath", "narrow.eval.test.js", "other.eval.test.js"]],
  ])("names the files it never came to, of %s (B18)", async (_, more) => {
    const finished = await run({ args: ["--bail", "-i", ...more], files: inOrder });

    expect(finished.exitCode).toBe(1);
    expect(finished.result.failedFiles).toEqual([
      { file: "other.eval.test.js", reason: "The run ended before the file was loaded." },
    ]);
    expect(finished.stderr.replaceAll(/\s+/g, " ")).toContain(
      "other.eval.test.js did not run to its end: The run ended before the file was loaded.",
    );
  });

  test("names no file that was not asked for", async () => {
    const finished = await run({ args: ["--bail", "-i", "narrow.eval"], files: inOrder });

    expect(finished.exitCode).toBe(1);
    expect(finished.result.failedFiles).toEqual([]);
  });

  test("with several workers names what they were at, too", async () => {
    const slow = evalFile("slow", "await sleep(20_000);");
    const files = {
      ...inOrder,
      "a.eval.test.js": evalFile("miss", 'await sleep(3_000); expect("no").toMatchTokens("yes");'),
      "b.eval.test.js": slow,
      "c.eval.test.js": slow,
      "d.eval.test.js": slow,
    };

    const finished = await run({ args: ["--bail", "-w", "2", "[a-d].eval"], files });

    expect([finished.exitCode, finished.gateCode]).toEqual([1, 1]);
    expect(reasonCodes(finished)).toEqual(["partition-failed", "interrupted", "file-failed"]);
    expect(finished.result.failedFiles).toEqual([
      { file: "b.eval.test.js", reason: "The run ended before the file was done." },
      { file: "c.eval.test.js", reason: "The run ended before the file was loaded." },
      { file: "d.eval.test.js", reason: "The run ended before the file was loaded." },
    ]);
  });

  // Jest does not wait for them: what comes after the seal makes the journal another one.
  test("seals a run whose other workers still write, and of which several files end at once", async () => {
    const miss = evalFile("miss", 'await sleep(1_500); expect("no").toMatchTokens("yes");');
    const busy = evalFile("busy", 'for (;;) { expect("yes").toMatchTokens("yes"); await sleep(1); }');
    const files = {
      ...inOrder,
      "a.eval.test.js": busy,
      "b.eval.test.js": miss,
      "c.eval.test.js": miss,
      "d.eval.test.js": miss,
    };

    const finished = await run({ args: ["--bail", "-w", "4", "[a-d].eval"], files });

    expect([finished.exitCode, finished.gateCode]).toEqual([1, 1]);
    const codes = reasonCodes(finished).filter((code) => code !== "journal-changed");
    expect(codes).toEqual(["partition-failed", "interrupted", "file-failed"]);
    expect(finished.result.failedFiles).toContainEqual({
      file: "a.eval.test.js",
      reason: "The run ended before the file was done.",
    });
  });
});
