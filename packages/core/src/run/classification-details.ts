/**
 * What `toClassifyAs` records in a check's `details`. Version 1; a field is added without a new version, never changed. A
 * negated check says only which label was not wanted: leave it out of a confusion matrix.
 */
export type ClassificationDetails = {
  readonly kind: "classification";
  readonly version: 1;
  /** The right label, as `labels` writes it, or as the test does. */
  readonly expected: string;
  /** The label that the application gave; in the same spelling where the normalisation makes them equal. */
  readonly predicted: string;
  /** Which classifier it was, where a case checks several: one confusion matrix per group. */
  readonly group?: string;
  /** All labels there are, where the test says so. */
  readonly labels?: readonly string[];
  /** Whether `predicted` is one of `labels`; absent without `labels`. */
  readonly known?: boolean;
};
