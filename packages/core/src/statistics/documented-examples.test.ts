import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import * as statistics from "./index.ts";

const sources = readdirSync(import.meta.dirname).filter((name) => /^[a-z-]+\.ts$/.test(name));
const examples = sources.flatMap((name) =>
  [
    ...readFileSync(join(import.meta.dirname, name), "utf8").matchAll(
      /@example\n \* ```ts\n((?: \* .*\n)+?) \* ```\n \*\/\nexport function (\w+)/g,
    ),
  ].map(([, code = "", documented = ""]) => ({ documented, code: code.replaceAll(/^ \* /gm, "") })),
);

test("every function of the entry has an example", () => {
  const functions = Object.entries(statistics).filter(([, value]) => typeof value === "function");

  expect(examples.map(({ documented }) => documented).sort()).toEqual(functions.map(([name]) => name).sort());
});

test.each(examples)("the example of $documented gives what it says", ({ code }) => {
  const [, before = "", expression = "", result = ""] = /^([^]*?)([^\n]*); \/\/ (.*)\n$/.exec(code) ?? [];
  const evaluate = (text: string): unknown => runInNewContext(`${before}(${text});`, { ...statistics });

  expect(rounded(evaluate(expression))).toEqual(rounded(evaluate(result)));
});

function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, one: unknown) => (typeof one === "number" ? Number(one.toFixed(10)) : one)),
  );
}
