import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "./main.ts";
import { memoryIo } from "./test-helpers/memory-io.ts";

const page = join(import.meta.dirname, "../../../docs/cli.md");
const commands = ["", ...(await commandsOf([]))];

/** All commands below `parent`, each with its own, in the order of the help. */
async function commandsOf(parent: readonly string[]): Promise<string[]> {
  const [, list = ""] = (await help(parent)).split("\nCommands:\n");
  const names = [...(list.split("\n\n")[0] ?? "").matchAll(/^ {2}([a-z][\w-]*)/gm)].map(
    ([, name = ""]) => name,
  );
  const found: string[] = [];
  for (const name of names.filter((one) => one !== "help")) {
    const path = [...parent, name];
    found.push(path.join(" "), ...(await commandsOf(path)));
  }
  return found;
}

async function help(command: readonly string[]): Promise<string> {
  const io = memoryIo(import.meta.dirname, { width: 120 });
  expect(await runCommand([...command, "--help"], io)).toBe(0);
  return io.stdout();
}

test.each(commands)("assay %s --help has examples and is what the page shows", async (command) => {
  const path = command.split(" ").filter((word) => word !== "");
  const text = await help(path);
  const shown = `<!-- help: assay${command === "" ? "" : ` ${command}`} -->\n\`\`\`text\n`;
  const update = process.env["ASSAY_UPDATE_HELP"] !== undefined;
  if (update && !readFileSync(page, "utf8").includes(shown)) appendFileSync(page, `\n${shown}\`\`\`\n`);
  const read = readFileSync(page, "utf8");
  const [before = "", after] = read.split(shown);
  if (update && after !== undefined) {
    writeFileSync(page, `${before}${shown}${text.trimEnd()}\n${after.slice(after.indexOf("```"))}`);
  }

  expect(after, `docs/cli.md has no place "${shown.split("\n")[0]}"`).toBeDefined();
  // A change is written into the page by ASSAY_UPDATE_HELP=1 vitest run --project unit packages/cli/src/help.test.ts
  expect(readFileSync(page, "utf8")).toContain(`${shown}${text.trimEnd()}\n\`\`\`\n`);
  if (command === "" || path.length > 1 || !text.includes("\nCommands:\n"))
    expect(text).toContain("Examples:\n");
});

test("the commands are found", () => {
  expect(commands).toEqual(expect.arrayContaining(["gate", "init", "doctor", "dataset add-regression"]));
});
