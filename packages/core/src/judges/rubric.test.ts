import { expect, test } from "vitest";
import { rubricFor } from "./rubric-for.ts";
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

const forPersonas = rubric({
  ...definition,
  criteria: ["No sarcasm."],
  variants: {
    dimension: "persona",
    of: { novice: { pass: "It explains." }, expert: { fail: "It explains." } },
  },
});

test("judges a case by the variant of its dimension, which keeps what it does not replace", () => {
  const chosen = rubricFor(forPersonas, { persona: "novice" });

  expect(chosen).toMatchObject({
    name: "polite",
    version: 1,
    pass: "It explains.",
    fail: "It is rude.",
    criteria: ["No sarcasm."],
    variant: "novice",
  });
  expect(chosen).not.toHaveProperty("variants");
});

test("gives each variant the hash of its own text", () => {
  const hashes = ["novice", "expert"].map((persona) => rubricFor(forPersonas, { persona }).hash);
  const same = rubric({ ...definition, criteria: ["No sarcasm."], pass: "It explains." });

  expect(new Set([...hashes, forPersonas.hash]).size).toBe(3);
  expect(hashes[0]).toBe(same.hash);
});

test("adding a variant leaves the rubric's own hash as it is", () => {
  expect(forPersonas.hash).toBe(rubric({ ...definition, criteria: ["No sarcasm."] }).hash);
});

test.each([
  ["without the dimension", {}],
  ["with a value that is not listed", { persona: "manager" }],
  ["with a value that is no scalar", { persona: ["novice"] }],
  ["with the name of an inherited property", { persona: "constructor" }],
])("judges a case %s by the rubric's own text", (_what, metadata) => {
  expect(rubricFor(forPersonas, metadata)).toBe(forPersonas);
});

test("chooses by numbers and booleans, too", () => {
  const byPlan = rubric({
    ...definition,
    variants: { dimension: "paid", of: { true: { pass: "It is warm." } } },
  });

  expect(rubricFor(byPlan, { paid: true }).pass).toBe("It is warm.");
});

test("safetyCritical reaches no model and changes no hash", () => {
  const critical = rubric({ ...definition, safetyCritical: true });

  expect(critical).toMatchObject({ safetyCritical: true, hash: rubric(definition).hash });
  expect(
    rubricFor(rubric({ ...forPersonas, safetyCritical: true }), { persona: "novice" }).safetyCritical,
  ).toBe(true);
});

test.each([
  [{ ...definition, safetyCritical: "yes" }, "expected `safetyCritical` to be true or false"],
  [{ ...definition, variants: { novice: {} } }, "expected `variants` to be an object like"],
  [{ ...definition, variants: { dimension: "persona", of: {} } }, "to name at least one value"],
  [
    { ...definition, variants: { dimension: "p", of: { a: { pas: "x" } } } },
    "`variants.of.a.pas` is unknown",
  ],
  [
    { ...definition, variants: { dimension: "p", of: { a: { fail: "" } } } },
    "expected `variants.of.a.fail` to be",
  ],
  [
    { ...definition, variants: { dimension: "p", of: { a: { criteria: "x" } } } },
    "expected `variants.of.a.criteria`",
  ],
  [
    {
      ...definition,
      variants: { dimension: "p", of: { a: { examples: [{ output: "a", verdict: "ok" }] } } },
    },
    "`variants.of.a.examples[0].verdict` to be",
  ],
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
