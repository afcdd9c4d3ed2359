import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { isEvalError, type EvalError } from "../errors/eval-error.ts";
import { rubricFile, scoreRubricFile } from "./rubric-file.ts";
import { rubric } from "../judges/rubric.ts";
import { scoreRubric } from "../judges/score-rubric.ts";

function write(name: string, content: string | Uint8Array): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "assay-rubric-")));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const file = join(directory, name);
  writeFileSync(file, content);
  return file;
}

function mistake(
  name: string,
  content: string | Uint8Array,
  read: (file: string) => unknown = rubricFile,
): EvalError {
  const file = write(name, content);
  try {
    read(file);
  } catch (error) {
    if (isEvalError(error)) return error;
    throw error;
  }
  throw new Error("no error");
}

const whole = `---
name: resolves
version: 2 # raised for the new policy
safetyCritical: true
allowEmpty: true
---

# Pass

It answers what was asked.

## Really
Also this.

# Fail

It is off topic.

~~~md
# Not a heading
~~~

# Criteria

- It names the policy.
- It says until when,
  in days.

# Example: fail

## Input

Can I get a refund?

## Output

Read the manual.

## Critique

It brushes the customer off.

# Variant: persona = novice

## Pass

It explains every term.

# Variant: persona = expert

## Criteria

- It is short.
`;

const definition = {
  name: "resolves",
  version: 2,
  safetyCritical: true,
  allowEmpty: true,
  pass: "It answers what was asked.\n\n## Really\nAlso this.",
  fail: "It is off topic.\n\n~~~md\n# Not a heading\n~~~",
  criteria: ["It names the policy.", "It says until when, in days."],
  examples: [
    {
      input: "Can I get a refund?",
      output: "Read the manual.",
      critique: "It brushes the customer off.",
      verdict: "fail",
    },
  ],
  variants: {
    dimension: "persona",
    of: { novice: { pass: "It explains every term." }, expert: { criteria: ["It is short."] } },
  },
} as const;

test("reads every field of a Markdown file", () => {
  expect(rubricFile(write("resolves.md", whole))).toEqual(rubric(definition));
});

test.each([
  ["CRLF", whole.replaceAll("\n", "\r\n")],
  ["a byte order mark", `\ufeff${whole}`],
])("reads Markdown with %s", (_what, text) => {
  expect(rubricFile(write("resolves.md", text)).hash).toBe(rubric(definition).hash);
});

test("reads every field of a JSON file", () => {
  expect(rubricFile(write("resolves.json", JSON.stringify(definition)))).toEqual(rubric(definition));
});

test("takes a file URL", () => {
  const url = pathToFileURL(write("resolves.md", whole));

  expect(rubricFile(url).name).toBe("resolves");
  expect(rubricFile(url.href).name).toBe("resolves");
});

test("an unlisted path is relative to the root and names where it looked", () => {
  expect(() => rubricFile("rubrics/none.md")).toThrow(
    expect.objectContaining({
      code: "RUBRIC_INVALID",
      message: expect.stringContaining(`(looked at ${join(process.cwd(), "rubrics/none.md")})`),
    }),
  );
});

const front = "---\nname: a\nversion: 1\n---\n";
const both = `${front}# Pass\nYes.\n# Fail\nNo.\n`;

test.each<[what: string, text: string, line: number, says: string]>([
  ["no front matter", "# Pass\nx", 1, "it has no front matter"],
  ["broken YAML", "---\nname: a\nversion: [1\n---\n", 3, "its front matter is no YAML"],
  ["a field of the front matter", "---\nname: a\nversion: 1\npass: x\n---\n", 4, 'field "pass" is unknown'],
  [
    "a version in words",
    "---\nname: a\nversion: one\n---\n# Pass\nx\n# Fail\ny\n",
    3,
    "expected `version` to be a whole number",
  ],
  ["no fail", `${front}# Pass\nYes.\n`, 1, "expected `fail` to be a text, got nothing"],
  ["an empty pass", `${front}# Pass\n\n# Fail\nNo.\n`, 5, "expected `pass` to be a text"],
  [
    "a heading that is none",
    `${both}# Passes\nx\n`,
    9,
    'the heading "Passes" is unknown. Did you mean "Pass"?',
  ],
  ["a heading twice", `${both}# Pass\nx\n`, 9, 'the heading "Pass" is there twice'],
  ["text before the first heading", `${front}\nSo.\n# Pass\n`, 6, "this text stands under no heading"],
  ["a criterion without a dash", `${both}# Criteria\nOne.\n`, 10, "a criterion starts with a dash"],
  [
    "an example without critique",
    `${both}# Example: pass\n## Output\nx\n`,
    9,
    "expected `examples[0].critique` to be a text",
  ],
  [
    "an example's verdict",
    `${both}# Example: good\n## Output\nx\n## Critique\ny\n`,
    9,
    '`examples[0].verdict` to be "pass" or "fail"',
  ],
  ["an example's heading", `${both}# Example: pass\n## Reply\nx\n`, 10, 'the heading "Reply" is unknown'],
  [
    "variants of two dimensions",
    `${both}# Variant: a = b\n## Pass\nx\n# Variant: c = d\n## Pass\nx\n`,
    12,
    'this one has "a" already',
  ],
  [
    "a variant twice",
    `${both}# Variant: a = b\n## Pass\nx\n# Variant: a = b\n## Pass\nx\n`,
    12,
    'there is a variant for "b" already',
  ],
])("names file and line in Markdown with %s", (_what, text, line, says) => {
  const error = mistake("r.md", text);

  expect(error).toMatchObject({ code: "RUBRIC_INVALID", location: { line } });
  expect(error.message).toContain(says);
  expect(error.message).toContain(`r.md:${line}"`);
});

test.each<[what: string, text: string, line: number, says: string]>([
  ["torn", '{\n"name": "a",\n', 3, ""],
  ["with a key given twice", '{\n"name": "a",\n"name": "b"}', 3, "name"],
  ["of a list", "[]", 1, "it is no JSON object"],
  ["with an unknown field", '{\n"name": "a",\n"version": 1,\n"pas": "x" }', 4, 'the field "pas" is unknown'],
  [
    "with a wrong field",
    '{\n"name": "a",\n"version": 1,\n"pass": 1 }',
    4,
    "expected `pass` to be a text, got 1 (number)",
  ],
])("names file and line in JSON that is %s", (_what, text, line, says) => {
  const error = mistake("r.json", text);

  expect(error).toMatchObject({ code: "RUBRIC_INVALID", location: { line } });
  expect(error.message).toContain(says);
});

test("refuses a file that is not UTF-8", () => {
  expect(mistake("r.md", Uint8Array.of(0x2d, 0xff, 0xfe)).message).toContain("it is not UTF-8");
});

const wholeScale = `---
name: clarity
version: 3
---
# Measures
How easily it can be followed.
# Level 1
Not at all.
# Level 2
Hardly.
# Level 3
With detours.
# Level 4
Easily.
# Level 5
At first reading.
# Criteria
- Short sentences.
# Example: 2
## Output
It depends.
## Critique
It says on nothing what it depends on.
# Variant: persona = novice
## Level 5
A child could follow it.
`;

const scale = {
  name: "clarity",
  version: 3,
  measures: "How easily it can be followed.",
  levels: { 1: "Not at all.", 2: "Hardly.", 3: "With detours.", 4: "Easily.", 5: "At first reading." },
  criteria: ["Short sentences."],
  examples: [{ output: "It depends.", score: 2, critique: "It says on nothing what it depends on." }],
  variants: { dimension: "persona", of: { novice: { levels: { 5: "A child could follow it." } } } },
} as const;

test("reads every field of a score rubric, from Markdown and from JSON", () => {
  expect(scoreRubricFile(write("clarity.md", wholeScale))).toEqual(scoreRubric(scale));
  expect(scoreRubricFile(write("clarity.json", JSON.stringify(scale)))).toEqual(scoreRubric(scale));
});

const scaleJson = JSON.stringify(scale, undefined, 1);

test.each<[what: string, name: string, text: string, line: number, says: string]>([
  ["a level twice", "s.md", wholeScale.replace("# Level 2", "# Level 1"), 9, '"Level 1" is there twice'],
  ["no level 5", "s.md", wholeScale.replace("# Level 5\nAt first reading.\n", ""), 1, "`levels[5]`"],
  ["an empty level", "s.md", wholeScale.replace("Easily.", ""), 13, "`levels[4]`"],
  [
    "an example off the scale",
    "s.md",
    wholeScale.replace("Example: 2", "Example: 6"),
    19,
    "`examples[0].score`",
  ],
  ["the heading of a rubric", "s.md", wholeScale.replace("# Measures", "# Pass"), 5, '"Pass" is unknown'],
  ["an empty level in JSON", "s.json", scaleJson.replace("Easily.", ""), 9, "`levels[4]`"],
])("names file and line of a score rubric with %s", (_what, name, text, line, says) => {
  const error = mistake(name, text, scoreRubricFile);

  expect(error).toMatchObject({ code: "RUBRIC_INVALID", location: { line } });
  expect(error.message).toContain(says);
  expect(error.message).toContain(`${name}:${line}"`);
});
