import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { listRecordings } from "./list-recordings.ts";

const core = pathToFileURL(join(import.meta.dirname, "../../../dist/index.js")).href;

const program = `
const { fromFunction, recorded } = await import(${JSON.stringify(core)});
const model = recorded(fromFunction(({ messages }) => messages[0].content, { id: "m", family: "f" }), { mode: "auto", folder: process.argv[1] });
for (const content of ["short", "x ".repeat(20_000), "also short", "y ".repeat(20_000)]) {
  const { text } = await model.complete({ messages: [{ role: "user", content }] });
  console.log(text === content);
}
`;

// A limit on the size of a file fails a write halfway through, as a full disk does.
test.skipIf(process.platform === "win32")(
  "a write that fails halfway leaves no part of a file, one warning, and all answers",
  () => {
    const root = mkdtempSync(join(tmpdir(), "assay-full-"));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    const folder = join(root, "recordings");
    const limited = [
      "-c",
      'ulimit -f 8; exec "$0" "$@"',
      process.execPath,
      "--input-type=module",
      "-e",
      program,
      "--",
      folder,
    ];
    const { stdout, stderr, status } = spawnSync("bash", limited, { encoding: "utf8" });

    expect(stdout).toBe("true\ntrue\ntrue\ntrue\n");
    expect(stderr.match(/Replies could not be recorded, and the run went on without: .*EFBIG/g)).toHaveLength(
      1,
    );
    expect(status).toBe(0);
    expect(existsSync(folder)).toBe(true);
    expect([...listRecordings(folder)].map(({ problem }) => problem)).toEqual([undefined]);
  },
);
