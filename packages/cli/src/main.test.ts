import { expect, test } from "vitest";
import { wantsColor } from "./io.ts";
import { runCommand } from "./main.ts";
import { memoryIo, scratchDirectory } from "./test-helpers/memory-io.ts";

test.each([["--help"], ["help"], ["gate", "--help"]])(
  "%s prints help with examples and exits with 0",
  async (...args) => {
    const io = memoryIo(scratchDirectory());

    expect(await runCommand(args, io)).toBe(0);
    expect(io.stdout()).toContain("Examples:\n  $ assay gate");
  },
);

test("--version prints the version", async () => {
  const io = memoryIo(scratchDirectory());

  expect(await runCommand(["--version"], io)).toBe(0);
  expect(io.stdout()).toMatch(/^\d+\.\d+\.\d+/);
});

test.each([
  [["gaet"], "Did you mean gate?"],
  [["gate", "--alow-partial"], "Did you mean --allow-partial?"],
  [["gate", "a", "b"], "too many arguments"],
])("%j is a usage error with a hint, and exits with 3", async (args, hint) => {
  const io = memoryIo(scratchDirectory());

  expect(await runCommand(args, io)).toBe(3);
  expect(io.stderr()).toContain(hint);
});

test.each([
  [["merge"], "(assay merge --help lists the options)"],
  [["dataset", "approve", "a.jsonl"], "(assay dataset approve --help lists the options)"],
  [["dataset", "chekc"], "(assay dataset --help lists the commands)"],
  [["nothing"], "(assay --help lists the commands)"],
])("%j points to the help of what was meant", async (args, hint) => {
  const io = memoryIo(scratchDirectory());

  expect(await runCommand(args, io)).toBe(3);
  expect(io.stderr()).toContain(hint);
});

test.each([
  [{}, true, true],
  [{}, false, false],
  [{}, undefined, false],
  [{ NO_COLOR: "1" }, true, false],
  [{ NO_COLOR: "" }, true, true],
  [{ FORCE_COLOR: "1" }, false, true],
  [{ FORCE_COLOR: "0" }, true, false],
  [{ NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
  [{ TERM: "dumb" }, true, false],
])("with %j and terminal %s, colour is %s", (environment, isTerminal, color) => {
  expect(wantsColor(environment, isTerminal)).toBe(color);
});
