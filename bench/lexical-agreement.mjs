// What lexical() is worth on public labelled data: node bench/lexical-agreement.mjs [data directory]
// Prints the Markdown table of docs/lexical.md. Needs the built packages; data sets that are absent are skipped.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { judgeBinary, judgeClaims, lexical, rubric } from "../packages/core/dist/index.js";
import { wilsonInterval } from "../packages/core/dist/statistics/index.js";

const directory = process.argv[2] ?? join(import.meta.dirname, "..", "..", "shared", "data");
const model = lexical();
const agrees = rubric({
  name: "agrees-with-the-reference",
  version: 1,
  pass: "The answer says what the reference says.",
  fail: "The answer says something else.",
});

const aNumber = /(?<![\d.,\p{L}])\d{1,4}(?![\d.,]*\d|\p{L})/u;
const faithful = (output, context) => judgeClaims({ output, context, model });
const correct = (output, reference, input) =>
  judgeBinary({ rubric: agrees, output, reference, input, model });

const measurements = [
  {
    name: "HaluEval QA, claims against the knowledge",
    file: "halueval-qa.jsonl",
    *cases(rows) {
      for (const { knowledge, right_answer, hallucinated_answer } of rows) {
        yield [true, faithful(right_answer, knowledge)];
        yield [false, faithful(hallucinated_answer, knowledge)];
      }
    },
  },
  {
    name: "HaluEval QA, rubric with the right answer as reference",
    file: "halueval-qa.jsonl",
    *cases(rows) {
      for (const { question, right_answer, hallucinated_answer } of rows) {
        yield [false, correct(hallucinated_answer, right_answer, question)];
      }
    },
  },
  {
    name: "autoevals factuality, rubric with reference (labels 1 and 0)",
    file: "autoevals-factuality.json",
    *cases(rows) {
      for (const { input, expected } of rows) {
        if (expected !== 0.6) yield [expected === 1, correct(input.output, input.expected, input.input)];
      }
    },
  },
  {
    name: "autoevals closed QA, claims against the story",
    file: "autoevals-closed-qa.json",
    *cases(rows) {
      for (const { input, expected } of rows)
        yield [expected === 1, faithful(input.output, storyOf(input.input))];
    },
  },
  {
    name: "HaluEval QA, sentences of the knowledge (right) and the same with one number raised by 1 (wrong)",
    file: "halueval-qa.jsonl",
    *cases(rows) {
      for (const { knowledge } of rows) {
        const sentence = knowledge.split(/(?<=\.)\s+/).find((text) => aNumber.test(text));
        if (sentence === undefined) continue;
        yield [true, faithful(sentence, knowledge)];
        yield [
          false,
          faithful(
            sentence.replace(aNumber, (digits) => String(Number(digits) + 1)),
            knowledge,
          ),
        ];
      }
    },
  },
];

function storyOf(prompt) {
  return prompt.replace(/^Given the following context:/, "").replace(/Answer the question:[\s\S]*$/, "");
}

console.log(
  "| data | cases | no verdict | accuracy | TPR (right answers passed) | TNR (wrong answers failed) |",
);
console.log("| --- | --- | --- | --- | --- | --- |");
for (const { name, file, cases } of measurements) {
  const path = join(directory, file);
  if (!existsSync(path)) {
    console.error(`skipped "${name}": ${file} is not there`);
    continue;
  }
  console.log(row(name, await judgeAll(cases(readRows(path)))));
}

function readRows(path) {
  const text = readFileSync(path, "utf8");
  return path.endsWith(".jsonl")
    ? text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
    : JSON.parse(text);
}

async function judgeAll(cases) {
  const results = [];
  for (const [isRight, verdict] of cases) results.push({ isRight, outcome: (await verdict).outcome });
  return results;
}

function row(name, results) {
  const decided = results.filter(({ outcome }) => outcome !== "inconclusive");
  const rights = decided.filter(({ isRight }) => isRight);
  const wrongs = decided.filter(({ isRight }) => !isRight);
  const passed = rights.filter(({ outcome }) => outcome === "pass").length;
  const failed = wrongs.filter(({ outcome }) => outcome === "fail").length;
  const silent = results.length - decided.length;
  const cells = [
    rate(passed + failed, decided.length),
    rate(passed, rights.length),
    rate(failed, wrongs.length),
  ];
  return `| ${[name, results.length, silent, ...cells].join(" | ")} |`;
}

function rate(hits, total) {
  if (total === 0) return "no such case";
  const { low, high } = wilsonInterval(hits, total);
  return `${(hits / total).toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}; ${hits}/${total})`;
}
