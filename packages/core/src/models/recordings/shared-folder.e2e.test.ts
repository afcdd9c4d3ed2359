import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { listRecordings } from "./list-recordings.ts";

const core = pathToFileURL(join(import.meta.dirname, "../../../dist/index.js")).href;
const root = mkdtempSync(join(tmpdir(), "assay-shared-"));
const folder = join(root, "recordings");
const end = join(root, "end");
const wantedKills = 24;
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Asks about 20 texts over and over; a reply must be the one to its own text, whole. */
const program = `
import { existsSync } from "node:fs";
const { fromFunction, recorded } = await import(${JSON.stringify(core)});
const [mode, folder, end] = process.argv.slice(1);
const long = (text) => text + " " + "x".repeat(20_000) + " " + process.pid;
const model = recorded(fromFunction(({ messages }) => long(messages[0].content), { id: "m", family: "f" }), { mode, folder });
let replies = 0, missing = 0;
while (!existsSync(end)) {
  const content = "text " + Math.floor(Math.random() * 20);
  try {
    const { text } = await model.complete({ messages: [{ role: "user", content }] });
    if (!new RegExp("^" + content + " x{20000} \\\\d+$").test(text)) throw new Error("torn: " + text.slice(0, 40));
    if (replies++ === 0) process.stderr.write("ready");
  } catch (error) {
    if (error.code !== "RECORDING_MISSING") throw error;
    missing++;
  }
}
console.log(JSON.stringify({ replies, missing }));
`;

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(mode: string): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, "--", mode, folder, end]);
  let [out, err] = ["", ""];
  child.stdout.on("data", (data) => (out += String(data)));
  child.stderr.on("data", (data) => (err += String(data)));
  const ended = new Promise<Ended>(
    (resolve) => void child.on("close", (code) => resolve({ code, out, err })),
  );
  return { child, ended };
}

test("8 writers, some of them killed again and again, and 8 readers: no reader ever sees a part", async () => {
  const readers = Array.from({ length: 4 }, () => start("replay"));
  const sharers = Array.from({ length: 4 }, () => start("auto"));
  const writers = Array.from({ length: 4 }, () => start("refresh"));
  let kills = 0;
  const killed = Array.from({ length: 4 }, async () => {
    while (kills < wantedKills) {
      const { child, ended } = start("refresh");
      await Promise.race([ended, new Promise((resolve) => void child.stderr?.once("data", resolve))]);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
      if (child.kill("SIGKILL")) kills++;
      await ended;
    }
  });
  await Promise.all(killed);
  writeFileSync(end, "");
  const ended = await Promise.all([...readers, ...sharers, ...writers].map((one) => one.ended));

  // A recording that is damaged is an error in a reader, and a warning in one that shares.
  expect(ended.map(({ code, err }) => ({ code, err }))).toEqual(ended.map(() => ({ code: 0, err: "ready" })));
  const replies = ended.map(({ out }) => (JSON.parse(out) as { replies: number }).replies);
  expect(Math.min(...replies)).toBeGreaterThan(5);
  const listed = [...listRecordings(folder)];
  expect(listed).toHaveLength(20);
  expect(listed.filter(({ problem }) => problem !== undefined)).toEqual([]);
}, 180_000);
