import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "../main.ts";
import { reportFormats } from "../report-formats.ts";
import { memoryIo, recordRun, scratchDirectory } from "../test-helpers/memory-io.ts";

test.each([
  ["markdown", /^## Assay: FAIL\n/],
  ["junit", /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="assay" tests="3" failures="3" /],
  ["json", /"success":false/],
  ["comment", /^<!-- assay-report -->\n## Assay: FAIL\n/],
  ["annotations", /^::error file=src\/a.eval.test.ts,title=golden \/ pricing%3A fail::wrong price\n$/],
  ["code-quality", /"check_name": "assay-fail"/],
  ["metrics", /^# TYPE assay_gate_passed gauge\n[^]*\n# EOF\n$/],
  ["csv", /^id,partition,status,why,[^\r]*\r\npricing,golden,fail,wrong price,/],
] as const)("writes %s to a file, and the same to standard output", async (format, expected) => {
  const root = scratchDirectory();
  recordRun(root, "fail");
  const [toFile, toScreen] = [memoryIo(root), memoryIo(root)];

  expect(await runCommand(["report", "--format", format, "--out", "out/report"], toFile)).toBe(0);
  expect(await runCommand(["report", "--format", format], toScreen)).toBe(0);
  expect(toScreen.stdout()).toMatch(expected);
  expect(readFileSync(join(root, "out", "report"), "utf8")).toBe(toScreen.stdout());
});

test("every format is tested above, and twice the same", async () => {
  const textFormats = reportFormats.filter((format) => format !== "html" && format !== "terminal");
  expect(textFormats).toHaveLength(8);
  const root = scratchDirectory();
  recordRun(root, "error");
  for (const format of textFormats) {
    const [first, second] = [memoryIo(root), memoryIo(root)];
    await runCommand(["report", "--format", format], first);
    await runCommand(["report", "--format", format], second);
    expect(second.stdout()).toBe(first.stdout());
  }
});

test.each(["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])("names files from %s on", async (variable) => {
  const root = scratchDirectory();
  recordRun(root, "fail");
  const [parent, name] = [join(root, ".."), root.split(/[\\/]/).at(-1)];
  const io = memoryIo(root, { environment: { [variable]: parent } });

  await runCommand(["report", "--format", "code-quality"], io);
  expect(JSON.parse(io.stdout())[0].location.path).toBe(`${name}/src/a.eval.test.ts`);
});
