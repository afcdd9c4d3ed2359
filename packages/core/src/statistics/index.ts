/** Pure statistics of evals: intervals, comparisons, trials, agreement. Every formula names its source. @module */
export {
  cohenKappa,
  fleissKappa,
  krippendorffAlpha,
  type KappaWeights,
  type KrippendorffMetric,
} from "./agreement.ts";
export { benjaminiHochberg, benjaminiYekutieli, bonferroni, holm } from "./adjust-p-values.ts";
export { bayesInterval } from "./bayes-interval.ts";
export { bonettPriceInterval } from "./bonett-price-interval.ts";
export { clopperPearsonInterval, exactLowerBound, exactLowerTail } from "./clopper-pearson-interval.ts";
export { clusteredStandardError, type ClusteredStandardError } from "./clustered-standard-error.ts";
export { comparisonVerdict, type ComparisonOptions, type ComparisonVerdict } from "./comparison-verdict.ts";
export { fisherTest } from "./fisher-test.ts";
export { hedgesG } from "./hedges-g.ts";
export type { Interval } from "./interval.ts";
export { mcnemarTest, type McNemarResult } from "./mcnemar-test.ts";
export { mean, populationVariance, sampleVariance } from "./mean-variance.ts";
export { newcombeInterval } from "./newcombe-interval.ts";
export { pairedTTest, type MeanDifference } from "./paired-t-test.ts";
export { passAtK, passHatK } from "./pass-at-k.ts";
export { pearson } from "./pearson.ts";
export { percentile } from "./percentile.ts";
export { casesNeeded, mcnemarPower, smallestSignificant } from "./power.ts";
export { seededRandom, type RandomState, type SeededRandom } from "./seeded-random.ts";
export { signFlipTest, type SignFlipResult } from "./sign-flip-test.ts";
export { spearman } from "./spearman.ts";
export { varianceSplit, type VarianceSplit } from "./variance-split.ts";
export { welchTTest } from "./welch-t-test.ts";
export { wilsonInterval } from "./wilson-interval.ts";
