import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { JsonValue } from "../dataset/json-value.ts";
import { matchers } from "../matchers/index.ts";
import { oneOf, optional } from "./alternatives.ts";
import type { ExpectedCallFields } from "./expected-call.ts";

expect.extend(matchers);

// Berkeley Function Calling Leaderboard v4 (ShishirPatil/gorilla, Apache-2.0); not part of this repository. An answer lists
// the allowed values of each parameter; "" among them means that it may be left out.
const directory = new URL("../../../../../shared/data/", import.meta.url);
const isThere = existsSync(directory);

type Json = { readonly [name: string]: JsonValue };
type Answer = { readonly [tool: string]: { readonly [parameter: string]: readonly JsonValue[] } };

interface Row {
  readonly id: string;
  readonly ground_truth: readonly Answer[];
}

interface Call {
  readonly name: string;
  readonly args: { [name: string]: JsonValue };
}

const rowsOf = (name: string): readonly Row[] =>
  readFileSync(new URL(`bfcl-${name}-answers.jsonl`, directory), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);

describe.skipIf(!isThere)(
  `Berkeley leaderboard${isThere ? "" : " (skipped: ../shared/data is absent)"}`,
  () => {
    test.each([
      ["simple", 400],
      ["parallel", 200],
    ])("%s: all %i gold answers are accepted, in any order of the calls", (name, rows) => {
      const all = rowsOf(name);

      expect(all).toHaveLength(rows);
      expect(all.filter((row) => !accepts(row, goldCalls(row).toReversed())).map(({ id }) => id)).toEqual([]);
    });

    test.each([
      ["simple", 400],
      ["parallel", 200],
    ])("%s: every allowed value is accepted, one after the other", (name) => {
      const refused = rowsOf(name).flatMap((row) =>
        variants(row)
          .filter((calls) => !accepts(row, calls))
          .map(() => row.id),
      );

      expect(refused).toEqual([]);
    });

    test("a single expected call is accepted by toCallTool as well", () => {
      const refused = rowsOf("simple").filter((row) => {
        const [expected] = expectedCalls(row);
        return (
          expected === undefined ||
          !holds(() => expect(goldCalls(row)).toCallTool(expected.name, expected.args, { exact: true }))
        );
      });

      expect(refused).toEqual([]);
    });

    describe.each([
      ["simple", 400],
      ["parallel", 200],
    ])("%s, mutated", (name, rows) => {
      test.each<[string, (calls: Call[], row: Row) => Call[] | undefined]>([
        ["a missing argument", dropArgument],
        ["an unexpected argument", addArgument],
        ["an argument of another type", changeType],
        ["another value", changeValue],
        ["another tool's name", changeName],
      ])("%s is rejected in every call of every row", (_, mutate) => {
        const all = rowsOf(name);
        const mutants = all.flatMap((row) =>
          goldCalls(row).flatMap((_call, position) => {
            const calls = goldCalls(row);
            const [mutated] =
              mutate([calls[position] as Call], {
                ...row,
                ground_truth: row.ground_truth.slice(position, position + 1),
              }) ?? [];
            return mutated === undefined ? [] : [{ row, calls: calls.with(position, mutated) }];
          }),
        );

        expect(new Set(mutants.map(({ row }) => row.id)).size).toBe(rows);
        expect(mutants.filter(({ row, calls }) => accepts(row, calls)).map(({ row }) => row.id)).toEqual([]);
      });
    });

    test("the reasons are those of the leaderboard's checker, for its first row", () => {
      const [row] = rowsOf("simple") as [Row];
      const [gold] = goldCalls(row) as [Call];
      const says = (args: Json): string => {
        try {
          expect([{ name: gold.name, args }]).toCallTool(gold.name, expectedCalls(row)[0]?.args, {
            exact: true,
          });
          return "valid";
        } catch (error) {
          return (
            /^ *(?:call #0:|\w+:).*$/m
              .exec((error as Error).message.split("call #0:")[1] ?? "")?.[0]
              .trim() ?? "none"
          );
        }
      };

      expect(says({ base: 10, height: 5 })).toBe("valid");
      expect(says({ base: 10, height: 5, unit: "units" })).toBe("valid");
      expect(says({ base: 10, height: 5, unit: "cm" })).toMatch(/^unit: value/);
      expect(says({ base: 10 })).toMatch(/^height: missing/);
      expect(says({ base: "10", height: 5 })).toMatch(/^base: type/);
      expect(says({ base: 10, height: 5, x: 1 })).toMatch(/^x: unexpected/);
    });
  },
);

/** An answer as our expected calls, without a helper of our own: what a user would write. */
function expectedCalls({ ground_truth: answers }: Row): readonly ExpectedCallFields[] {
  return answers.flatMap((answer) =>
    Object.entries(answer).map(([name, parameters]) => ({
      name,
      args: Object.fromEntries(
        Object.entries(parameters).map(([key, allowed]) => [key, alternatives(allowed)]),
      ),
    })),
  );
}

function alternatives(allowed: readonly JsonValue[]): unknown {
  const values = allowed.filter((value) => value !== "").map(expectedValue);
  if (allowed.includes("")) return values.length === 0 ? optional("") : optional(...values, "");
  return oneOf(...(values as [unknown, ...unknown[]]));
}

/** In an object, and in objects of a list, each field lists its allowed values again. */
function expectedValue(value: JsonValue): unknown {
  if (Array.isArray(value)) return value.map((item) => (isObject(item) ? expectedValue(item) : item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, allowed]) => [
      key,
      Array.isArray(allowed) ? alternatives(allowed) : allowed,
    ]),
  );
}

function goldCalls({ ground_truth: answers }: Row): Call[] {
  return answers.flatMap((answer) =>
    Object.entries(answer).map(([name, parameters]) => ({
      name,
      args: Object.fromEntries(
        Object.entries(parameters).flatMap(([key, allowed]) => {
          const first = allowed.find((value) => value !== "");
          return first === undefined ? [] : [[key, goldValue(first)]];
        }),
      ),
    })),
  );
}

function goldValue(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item) => (isObject(item) ? goldValue(item) : item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, allowed]) => {
      const first = Array.isArray(allowed) ? allowed.find((option) => option !== "") : allowed;
      return first === undefined ? [] : [[key, goldValue(first)]];
    }),
  );
}

/** The gold calls, with one argument after the other at each of its allowed values, or left out where it may be. */
function variants(row: Row): Call[][] {
  return goldCalls(row).flatMap((call, position) => {
    const parameters = Object.values(row.ground_truth[position] ?? {})[0] ?? {};
    return Object.entries(parameters).flatMap(([key, allowed]) =>
      allowed.map((value) => {
        const args = { ...call.args, [key]: goldValue(value) };
        if (value === "") delete args[key];
        return goldCalls(row).with(position, { ...call, args });
      }),
    );
  });
}

function dropArgument([call]: Call[], row: Row): Call[] | undefined {
  const key = requiredOf(row)[0];
  if (call === undefined || key === undefined) return undefined;
  const { [key]: _, ...args } = call.args;
  return [{ ...call, args }];
}

function addArgument([call]: Call[]): Call[] | undefined {
  return call && [{ ...call, args: { ...call.args, "no such argument": 1 } }];
}

function changeType([call]: Call[]): Call[] | undefined {
  const key = Object.keys(call?.args ?? {})[0];
  if (call === undefined || key === undefined) return undefined;
  const value = call.args[key] as JsonValue;
  return [
    {
      ...call,
      args: { ...call.args, [key]: typeof value === "string" ? { text: value } : JSON.stringify(value) },
    },
  ];
}

function changeValue([call]: Call[]): Call[] | undefined {
  const key = Object.keys(call?.args ?? {})[0];
  if (call === undefined || key === undefined) return undefined;
  return [{ ...call, args: { ...call.args, [key]: otherValue(call.args[key] as JsonValue) } }];
}

/** No allowed value of the data is so long or so odd. */
function otherValue(value: JsonValue): JsonValue {
  if (typeof value === "number") return value + 12_345.678;
  if (typeof value === "boolean") return !value;
  if (typeof value === "string") return `${value} and something else`;
  if (Array.isArray(value)) return [...value, ...value, "something else"];
  return isObject(value) ? { "something else": 1 } : "something else";
}

function changeName([call]: Call[]): Call[] | undefined {
  return call && [{ ...call, name: `${call.name}_2` }];
}

function requiredOf({ ground_truth: [answer] }: Row): string[] {
  const parameters = Object.values(answer ?? {})[0] ?? {};
  return Object.keys(parameters).filter((key) => parameters[key]?.includes("") === false);
}

function accepts(row: Row, calls: readonly Call[]): boolean {
  return holds(() => expect(calls).toCallTools(expectedCalls(row), { exact: true }));
}

function holds(assertion: () => void): boolean {
  try {
    assertion();
    return true;
  } catch (error) {
    // An error of the test is no verdict.
    if ((error as Error).name === "EvalError") throw error;
    return false;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
