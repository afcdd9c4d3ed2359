import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { reproduceCommand } from "./reproduce-command.ts";
import { hostileFamilies, hostileStrings } from "./test-helpers/hostile-strings.ts";

const vitest = { name: "vitest" };
const jest = { name: "jest" };

test("names the file and the title, as the runner takes them", () => {
  const one = { file: "src/a.eval.test.ts", test: "support > refund-1" };

  expect(reproduceCommand(vitest, one)).toBe('npx vitest run src/a.eval.test.ts -t "support( >)? refund-1$"');
  expect(reproduceCommand(jest, one)).toBe('npx jest src/a.eval.test.ts -t "support( >)? refund-1$"');
});

test("names Vitest's project", () => {
  expect(reproduceCommand(vitest, { file: "a.ts", test: "x", project: "node 20" })).toBe(
    'npx vitest run a.ts --project "node 20" -t "x$"',
  );
});

test("leaves out a file that a shell would read in its own way", () => {
  expect(reproduceCommand(vitest, { file: "$(x).ts", test: "x" })).toBe('npx vitest run -t "x$"');
  expect(reproduceCommand(jest, { file: "a [b] $c.ts", test: "x" })).toBe('npx jest "a .b. .c.ts" -t "x$"');
  expect(reproduceCommand(jest, { file: "--config=x", test: "x" })).toBe('npx jest -t "x$"');
});

test("names the configuration and the options of Node that the run was started with", () => {
  const one = { file: "a.ts", test: "x" };

  expect(reproduceCommand({ ...vitest, config: "../vitest.evals.config.ts" }, one)).toBe(
    'npx vitest run a.ts --config ../vitest.evals.config.ts -t "x$"',
  );
  expect(reproduceCommand({ ...vitest, config: "my evals.ts" }, one)).toBe(
    'npx vitest run a.ts --config "my evals.ts" -t "x$"',
  );
  expect(reproduceCommand({ ...jest, nodeOptions: "--experimental-vm-modules" }, one)).toBe(
    'npx --node-options=--experimental-vm-modules jest a.ts -t "x$"',
  );
});

const all = hostileFamilies().flatMap(hostileStrings);

test("the title's pattern finds the title, whatever it is", () => {
  for (const text of all) {
    const pattern = / -t "(.*)"$/s.exec(reproduceCommand(jest, { file: "a", test: `suite > ${text}` }))?.[1];
    expect(`suite ${text}`.toWellFormed(), text).toMatch(new RegExp(pattern ?? "(?!)"));
    expect(`suite > ${text}`.toWellFormed(), text).toMatch(new RegExp(pattern ?? "(?!)"));
  }
});

test("a configuration and options of Node from elsewhere are no commands", () => {
  const scripts = all.map(
    (text) =>
      `set -- ${reproduceCommand({ ...jest, config: text, nodeOptions: text }, { file: "a", test: "x" })}; printf '%s\\n' "$1:$#"`,
  );
  const { stdout, stderr } = spawnSync("bash", ["--norc"], { input: scripts.join("\n"), encoding: "utf8" });

  expect(stderr).toBe("");
  expect(
    stdout
      .trimEnd()
      .split("\n")
      .filter((line) => !/^npx:[57]$/.test(line)),
  ).toEqual([]);
});

test("a shell gets three or five words of it, and runs nothing else", () => {
  const commands = all.map((text) => reproduceCommand(vitest, { file: text, test: text, project: text }));
  const script = commands.map((command) => `set -- ${command}; printf '%s\\n' "$#:$1:$2:$3"`).join("\n");
  const { stdout, stderr } = spawnSync("bash", ["--norc"], { input: script, encoding: "utf8" });

  expect(stderr).toBe("");
  const lines = stdout.trimEnd().split("\n");
  expect(lines).toHaveLength(all.length);
  expect(lines.filter((line) => !/^[578]:npx:vitest:run$|^6:npx:vitest:run$/.test(line))).toEqual([]);
});
