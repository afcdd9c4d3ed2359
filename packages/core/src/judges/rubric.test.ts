import { expect, test } from "vitest";
import { rubric, type RubricDefinition } from "./rubric.ts";

const definition: RubricDefinition = {
  name: "polite",
  version: 1,
  pass: "It is courteous.",
  fail: "It is rude.",
};

test("returns a frozen rubric", () => {
  const made = rubric({ ...definition, criteria: ["No sarcasm."] });

  expect(Object.isFrozen(made) && Object.isFrozen(made.criteria)).toBe(true);
});

test("hashes everything that decides, by an outside SHA-256 of the canonical JSON", () => {
  // printf '{"allowEmpty":false,"criteria":[],"examples":[],"fail":"It is rude.","pass":"It is courteous."}' | sha256sum
  expect(rubric(definition).hash).toBe("3ea69a9dd69a8f668600fc17ad27810e5694a3aa7299ffae8e245c1243768fa8");
});

test("gives another hash for another text", () => {
  expect(rubric({ ...definition, pass: "It is kind." }).hash).not.toBe(rubric(definition).hash);
});

test("gives another hash for another example", () => {
  const example = { output: "Go away.", verdict: "fail", critique: "It is rude." } as const;

  expect(rubric({ ...definition, examples: [example] }).hash).not.toBe(rubric(definition).hash);
});

test("gives the same hash under another name and version", () => {
  expect(rubric({ ...definition, name: "courteous", version: 2 }).hash).toBe(rubric(definition).hash);
});

test("accepts a rubric in place of a definition", () => {
  expect(rubric({ ...rubric(definition), version: 2 }).hash).toBe(rubric(definition).hash);
});

test.each([
  [{ ...definition, name: "" }, "expected `name` to be a text"],
  [{ ...definition, pass: 1 }, "expected `pass` to be a text, got 1 (number)"],
  [{ ...definition, fail: undefined }, "expected `fail` to be a text, got nothing"],
  [{ ...definition, version: 1.5 }, "expected `version` to be a whole number from 1, got 1.5 (number)"],
  [{ ...definition, version: "1" }, 'got "1" (string)'],
  [{ ...definition, criterion: [] }, 'the field "criterion" is unknown'],
  [{ ...definition, criteria: "one" }, "expected `criteria` to be a list of texts"],
  [{ ...definition, allowEmpty: 1 }, "expected `allowEmpty` to be true or false"],
  [
    { ...definition, examples: [{ output: "a", verdict: "ok", critique: "b" }] },
    "`examples[0].verdict` to be",
  ],
  [{ ...definition, examples: [{ output: "a", verdict: "pass" }] }, "`examples[0].critique` to be a text"],
  [
    { ...definition, examples: [{ output: "a", verdict: "pass", critique: "b", note: "" }] },
    "`examples[0].note` is unknown",
  ],
  [null, "expected an object, got null"],
])("refuses %j", (wrong, problem) => {
  expect(() => rubric(wrong as never)).toThrow(
    expect.objectContaining({ code: "RUBRIC_INVALID", message: expect.stringContaining(problem) }),
  );
});
