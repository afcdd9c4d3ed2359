import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "../main.ts";
import { memoryIo, recordRun, scratchDirectory, type MemoryIo } from "../test-helpers/memory-io.ts";

/** A project whose judge gives the verdict `right`, or the other one, on every canary. */
function project(name: string, right: boolean): string {
  const root = scratchDirectory();
  writeFileSync(
    join(root, "assay.config.mjs"),
    `const gold = [/30 days/, /\\b49 euros/, /Monday/];
    const isRight = (output) => gold.some((one) => one.test(output)) && !/within$|90 days|Saturday|Ignor|verdict/.test(output);
    const complete = async ({ question: { kind, nonce, output } }) => {
      const verdict = isRight(output ?? "") === ${right} ? "pass" : "fail";
      const said = kind === "pair" ? { winner: "tie" } : { verdict };
      return { text: JSON.stringify({ nonce, critique: "Judged.", evidence: [], ...said }), finishReason: "stop" };
    };
    export default { judge: { id: ${JSON.stringify(name)}, family: "test", complete } };`,
  );
  return root;
}

async function check(root: string, ...args: string[]): Promise<{ code: number; io: MemoryIo }> {
  const io = memoryIo(root);
  return { code: await runCommand(["judge", "check", ...args], io), io };
}

test("a judge that can be trusted is 0, and the check is kept", async () => {
  const root = project("good", true);

  const { code, io } = await check(root);

  expect(io.stderr()).toBe("");
  expect(code).toBe(0);
  expect(io.stdout()).toContain("Assay  judge check  PASS  good");
  expect(io.stdout()).toContain("false passes  0 of 45; the true rate is at most 6.4 % (exact, 95 %)");
  expect(io.stdout()).toContain("kept in .assay/judge-check.json");
  expect(JSON.parse(readFileSync(join(root, ".assay/judge-check.json"), "utf8"))).toMatchObject({
    verdict: "pass",
  });
});

test("a judge that passes what should fail is 1, and is named with what it passed", async () => {
  const { code, io } = await check(project("bad", false));

  expect(code).toBe(1);
  expect(io.stdout()).toContain("WRONG  known-fail");
  expect(io.stdout()).toContain("45 of 45 texts that should fail passed");
});

test("a bound that is not reached is 2", async () => {
  const { code, io } = await check(project("good", true), "--max-false-pass", "0.01");

  expect(code).toBe(2);
  expect(io.stdout()).toContain("the true rate may be as high as 6.4 %, at most 1 % wanted");
});

test("--json prints the check and nothing else", async () => {
  const { io } = await check(project("good", true), "--json");

  expect(JSON.parse(io.stdout())).toMatchObject({
    schema: "assay.judge-check/1",
    falsePass: { wrong: 0, of: 45 },
  });
});

test.each([
  ["no judge", [], "the configuration names none"],
  ["a rate that is none", ["--max-false-pass", "10"], "above 0 and below 1"],
])("%s is 3", async (_what, args, message) => {
  const { code, io } = await check(scratchDirectory(), ...args);

  expect(code).toBe(3);
  expect(io.stderr()).toContain(message);
});

test("assay gate says when the judge is another one since it was checked, and exits as before", async () => {
  const root = project("good", true);
  recordRun(root, "pass");
  const gate = async (): Promise<string> => {
    const io = memoryIo(root);
    expect(await runCommand(["gate"], io)).toBe(0);
    return io.stdout();
  };
  expect(await gate()).not.toContain("judge check");
  await check(root);
  expect(await gate()).not.toContain("judge check");

  // Another name, because Node keeps a module that it has read.
  const changed = readFileSync(join(root, "assay.config.mjs"), "utf8").replace('"good"', '"another"');
  rmSync(join(root, "assay.config.mjs"));
  writeFileSync(join(root, "assay.config.mts"), changed);

  expect(existsSync(join(root, ".assay/judge-check.json"))).toBe(true);
  expect(await gate()).toContain("note  the judge is another one since it was last checked");
});

test("help shows examples and exit codes", async () => {
  const { code, io } = await check(scratchDirectory(), "--help");

  expect(code).toBe(0);
  expect(io.stdout()).toContain("$ assay judge check --max-false-pass 0.05");
  expect(io.stdout()).toContain("Exit code: 0 pass, 1");
});
