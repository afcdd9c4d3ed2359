// Compares two variants over the same cases of the newest run: node compare-variants.mjs helpful terse
import { findRun, summarizeRun } from "@assay/core/run";
import { bonettPriceInterval, mcnemarTest } from "@assay/core/statistics";

const [before = "helpful", after = "terse"] = process.argv.slice(2);
const { cases } = summarizeRun(findRun("vitest", ".assay"));
const passed = (variant) =>
  new Map(
    cases
      .filter(({ dimensions, status }) => dimensions.variant === variant && ["pass", "fail"].includes(status))
      .map(({ id, status }) => [id, status === "pass"]),
  );
const [first, second] = [passed(before), passed(after)];
const paired = [...first.keys()].filter((id) => second.has(id));
const broken = paired.filter((id) => first.get(id) && !second.get(id)).length;
const mended = paired.filter((id) => !first.get(id) && second.get(id)).length;
const { low, high } = bonettPriceInterval(broken, mended, paired.length);
const percent = (share) => `${(share * 100).toFixed(1)} %`;

console.log(`${paired.length} cases in both: ${broken} broken, ${mended} mended by "${after}"`);
console.log(
  `change ${percent((mended - broken) / paired.length)} (95 %: ${percent(low)} to ${percent(high)})`,
);
console.log(`exact McNemar test: p = ${mcnemarTest(broken, mended).twoSided.toPrecision(2)}`);
