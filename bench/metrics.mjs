// Figures of the checks that ask no model: node bench/metrics.mjs, after `pnpm run build`.
import { matchers } from "@assay/core/adapter";
import { constraints } from "@assay/core";
import { compareStructure, ndcg, tokenF1 } from "@assay/core/metrics";
import { machine, median } from "./measure.mjs";

const sentence =
  "You can get a full refund within 30 days of your purchase, and it goes to the card you paid with. ";
const text = sentence.repeat(21).slice(0, 2048);
const other = text.split(" ").toReversed().join(" ");
const context = { isNot: false, promise: "", equals: Object.is, utils: {} };

const rules = constraints()
  .maxWords(500)
  .maxCharacters(3_000)
  .maxSentences(50)
  .maxTokens(800)
  .mustMention("the window", ["30 days"])
  .mustNotMention("competitors", ["AcmeDesk", "HelpCo"])
  .doesNotMatch("no raw HTML", /<\w+/)
  .onlyLinksTo(["acme.com"])
  .noPii()
  .inLanguage("en")
  .minReadingEase(30);

const documents = Array.from({ length: 100 }, (_, index) => `d${index}`);
const grades = Object.fromEntries(documents.slice(0, 20).map((id, index) => [id, (index % 3) + 1]));
const rankings = Array.from({ length: 10_000 }, (_, seed) =>
  documents.slice(seed % 50).concat(documents.slice(0, seed % 50)),
);
const lines = Array.from({ length: 50 }, (_, index) => ({
  sku: `s${index}`,
  count: index,
  price: index + 0.99,
}));

console.log(`Machine: ${machine()}\n`);
console.log("| what | median | |\n| --- | --- | --- |");
row(
  "NDCG@10 over 10,000 lists of 100",
  measure(5, () => rankings.forEach((ranking) => ndcg(ranking, grades, { k: 10 }))),
  "in all",
);
row(
  `${rules.rules.length} constraints over 2 kB, with the matcher`,
  measure(200, () => matchers.toSatisfyConstraints.call(context, text, rules)),
  "each",
);
row(
  "token F1 of two texts of 2 kB",
  measure(500, () => tokenF1(text, other)),
  "each",
);
row(
  "structure of 150 fields",
  measure(200, () => compareStructure({ lines }, { lines })),
  "each",
);

function measure(repeats, run) {
  run();
  const times = Array.from({ length: repeats }, () => {
    const startedAt = performance.now();
    run();
    return performance.now() - startedAt;
  });
  return median(times);
}

function row(what, milliseconds, unit) {
  console.log(`| ${what} | ${milliseconds.toFixed(3)} ms | ${unit} |`);
}
