import fc from "fast-check";
import { expect, test } from "vitest";
import { deepestNesting, parseJson } from "./json-parser.ts";

function parsed(text: string): unknown {
  const result = parseJson(text);
  return "value" in result ? result.value : `${result.problem.offset}: ${result.problem.what}`;
}

// The grammar of RFC 8259; the oracle for which texts are JSON is the platform's JSON.parse.
test.each([
  "[]",
  "{}",
  "0",
  "-0",
  "-1.5e-3",
  "1E+2",
  '""',
  '"\\u00e9\\n\\/"',
  '"\\ud83d\\ude00"',
  '"\\ud800"',
  "true",
  "false",
  "null",
  "  [1 , 2 ]\t\n",
  '{"a":{"b":[null,{"c":""}]}}',
  '"\u2028\u2029\u0085\u007f"',
  '{"":1}',
  "1e-400",
  "123456789012345",
])("reads %j like JSON.parse", (text) => {
  expect(parsed(text)).toStrictEqual(JSON.parse(text));
});

test.each([
  "",
  " ",
  "[1,]",
  "[,1]",
  "[1 2]",
  '{"a":1,}',
  "{a:1}",
  "{'a':1}",
  '{"a" 1}',
  '{"a":}',
  "01",
  "-",
  "1.",
  ".5",
  "+1",
  "1e",
  "0x10",
  "NaN",
  "Infinity",
  "-Infinity",
  "tru",
  "True",
  '"a',
  '"\\x"',
  '"\\u12"',
  '"\\u12G4"',
  '"\t"',
  '"\n"',
  "[1]x",
  "[1]]",
  "//c\n1",
  "/**/1",
  "[",
  "{",
  '{"a"',
  "\u00a01",
  "\ufeff1",
  "[1}",
  "undefined",
  "1_000",
  "--1",
  "nul",
  '"\u0000"',
  "1.0.0",
  "2.e3",
  "[\u000c]",
])("refuses %j like JSON.parse", (text) => {
  expect(() => JSON.parse(text)).toThrow(SyntaxError);
  expect(parseJson(text)).toHaveProperty("problem");
});

test("reads whatever JSON.stringify writes, unless an integer would lose digits", () => {
  const safe = fc
    .jsonValue()
    .filter((value) => !/(?<![.\de])-?\d{16,}(?![\d.e])/.test(JSON.stringify(value)));
  fc.assert(
    fc.property(safe, fc.constantFrom(undefined, 2, "\t"), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(parsed(text)).toStrictEqual(JSON.parse(text));
    }),
  );
});

test("agrees with JSON.parse about texts that are nearly JSON", () => {
  const piece = fc.constantFrom(
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    '"a"',
    '"',
    "1",
    "-",
    "0",
    ".5",
    "e3",
    "true",
    "nul",
    " ",
    "\n",
    "\\",
    '"\\u00e9"',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join("");
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      const isTwice = JSON.stringify(parseJson(text)).includes("given twice");
      expect("value" in parseJson(text) || isTwice).toBe(valid);
    }),
    { numRuns: 5000 },
  );
});

test("refuses a key that is given twice, and says where", () => {
  expect(parsed('{"a":1,"b":{"x":1,"x":2}}')).toBe('18: the key "x" is given twice in one object (at b)');
});

test("takes an escaped key for the same key", () => {
  expect(parsed('{"a":1,"\\u0061":2}')).toBe('7: the key "a" is given twice in one object');
});

test("refuses an integer that a double cannot hold", () => {
  expect(parsed('{"n":[12345678901234567890]}')).toBe(
    "6: the integer 12345678901234567890 would lose digits (at n[0])",
  );
});

test("accepts the largest safe integer and refuses the next", () => {
  expect(parsed("9007199254740991")).toBe(9_007_199_254_740_991);
  expect(parsed("9007199254740992")).toMatch(/would lose digits/);
});

test("refuses a number out of range", () => {
  expect(parsed("[1e400]")).toBe("1: the number 1e400 is out of range (at [0])");
});

test("keeps a __proto__ key as data and touches no prototype", () => {
  const value = parsed('{"__proto__":{"polluted":true},"a":{"__proto__":1}}') as object;

  expect(Object.keys(value)).toEqual(["__proto__", "a"]);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test("keeps keys like constructor and hasOwnProperty as data", () => {
  const text = '{"constructor":1,"hasOwnProperty":2,"toString":3}';

  expect(JSON.stringify(parsed(text))).toBe(text);
});

test("refuses 100,000 levels of nesting without overflowing the stack", () => {
  expect(parsed("[".repeat(100_000))).toMatch(/nested more than 500 deep/);
  expect(parsed('{"a":'.repeat(100_000))).toMatch(/nested more than 500 deep/);
});

test("accepts the deepest nesting that is allowed", () => {
  const text = "[".repeat(deepestNesting) + "]".repeat(deepestNesting);

  expect(JSON.stringify(parsed(text))).toBe(text);
});

test("says that JSON has no NaN", () => {
  const result = parseJson('{"a":NaN}');

  expect(result).toMatchObject({
    problem: {
      offset: 5,
      what: 'expected a value, found "NaN" (at a)',
      remedy: expect.stringContaining("no NaN"),
    },
  });
});
