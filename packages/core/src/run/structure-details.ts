/** What became of one field. */
export type StructureField = {
  /** As in `lines[0].price`; `""` is the whole value. For figures per field replace each index by `[]`. */
  readonly path: string;
  readonly pass: boolean;
  /** From 0 to 1: similarity or closeness where the field's rule has one, else 1 or 0. */
  readonly score: number;
  /** `schema`: a schema refused it; `rule`: a rule of the test's own did. */
  readonly reason: "equal" | "missing" | "unexpected" | "type" | "value" | "rule" | "schema";
};

/**
 * What `toMatchStructure` records in a check's `details`. Version 1; a field is added without a new version, never changed.
 */
export type StructureDetails = {
  readonly kind: "structure";
  readonly version: 1;
  /** `false`: the value under `expect` is a text that is no JSON; every field is missing then. */
  readonly parsed: boolean;
  /** Passed over total, from 0 to 1. */
  readonly accuracy: number;
  readonly passed: number;
  readonly total: number;
  /** At most 200 of them, those that fail first. */
  readonly fields: readonly StructureField[];
};
