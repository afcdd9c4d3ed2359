import { expect, test } from "vitest";
import { rubricFor } from "./rubric-for.ts";
import { scoreRubric, type ScoreRubricDefinition } from "./score-rubric.ts";

const definition: ScoreRubricDefinition = {
  name: "clarity",
  version: 1,
  measures: "How easily the reply can be followed.",
  levels: { 1: "Not at all.", 2: "Hardly.", 3: "With detours.", 4: "Easily.", 5: "At first reading." },
};

test("fills in what may be left out, and is frozen", () => {
  const made = scoreRubric(definition);

  expect(made).toMatchObject({ criteria: [], examples: [], allowEmpty: false, name: "clarity" });
  expect(Object.isFrozen(made) && Object.isFrozen(made.levels)).toBe(true);
});

test.each([
  ["the measure", { measures: "Tone." }, true],
  ["a level", { levels: { ...definition.levels, 3: "So-so." } }, true],
  ["the criteria", { criteria: ["Short?"] }, true],
  ["an example", { examples: [{ output: "a", score: 2, critique: "b" }] }, true],
  ["what an empty output is", { allowEmpty: true }, true],
  ["the name", { name: "other" }, false],
  ["the version", { version: 2 }, false],
])("has another hash when %s changes: %j, %s", (_name, change, differs) => {
  const changed = scoreRubric({ ...definition, ...(change as Partial<ScoreRubricDefinition>) });

  expect(changed.hash !== scoreRubric(definition).hash).toBe(differs);
});

test("can be taken as it is for a definition", () => {
  expect(scoreRubric(scoreRubric(definition))).toEqual(scoreRubric(definition));
});

const forPersonas = scoreRubric({
  ...definition,
  safetyCritical: true,
  variants: {
    dimension: "persona",
    of: { novice: { levels: { 5: "A child could follow it." } }, expert: { measures: "How exact it is." } },
  },
});

test("scores a case by the variant of its dimension, which keeps the levels that it does not replace", () => {
  const chosen = rubricFor(forPersonas, { persona: "novice" });

  expect(chosen).toMatchObject({
    name: "clarity",
    measures: definition.measures,
    levels: { ...definition.levels, 5: "A child could follow it." },
    safetyCritical: true,
    variant: "novice",
  });
  expect(chosen).not.toHaveProperty("variants");
  expect(rubricFor(forPersonas, { persona: "manager" })).toBe(forPersonas);
});

test("gives each variant the hash of its own text, and leaves the rubric's own as it is", () => {
  const expert = scoreRubric({ ...definition, measures: "How exact it is." });

  expect(rubricFor(forPersonas, { persona: "expert" }).hash).toBe(expert.hash);
  expect(forPersonas.hash).toBe(scoreRubric(definition).hash);
});

test.each([
  [{ name: "" }, "`name`"],
  [{ measures: 3 }, "`measures`"],
  [{ version: 0 }, "`version`"],
  [{ levels: undefined }, "`levels`"],
  [{ levels: { 1: "a", 2: "b", 3: "c", 4: "d" } }, "`levels[5]`"],
  [{ levels: { ...definition.levels, 6: "f" } }, 'no level "6"'],
  [{ levels: { ...definition.levels, 2: " " } }, "`levels[2]`"],
  [{ criteria: [""] }, "`criteria`"],
  [{ examples: {} }, "`examples`"],
  [{ examples: [{ output: "a", score: 2.5, critique: "b" }] }, "`examples[0].score`"],
  [{ examples: [{ output: "a", score: 2, critique: "" }] }, "`examples[0].critique`"],
  [{ examples: [{ output: "a", score: 2, critique: "b", verdict: "pass" }] }, "`examples[0].verdict`"],
  [{ pass: "It is clear." }, '"pass" is unknown'],
  [{ allowEmpty: 1 }, "`allowEmpty`"],
  [{ safetyCritical: "yes" }, "`safetyCritical`"],
  [{ variants: { dimension: "p", of: { a: { levels: { 0: "none" } } } } }, 'no level "0"'],
  [{ variants: { dimension: "p", of: { a: { levels: { 2: "" } } } } }, "`variants.of.a.levels[2]`"],
  [{ variants: { dimension: "p", of: { a: { pass: "x" } } } }, "`variants.of.a.pass` is unknown"],
  [{ variants: { dimension: "p", of: { a: { measures: 1 } } } }, "`variants.of.a.measures`"],
])("refuses %j, naming %s", (wrong, named) => {
  const define = (): unknown => scoreRubric({ ...definition, ...(wrong as Partial<ScoreRubricDefinition>) });

  expect(define).toThrow(
    expect.objectContaining({ code: "RUBRIC_INVALID", message: expect.stringContaining(named) }),
  );
});
