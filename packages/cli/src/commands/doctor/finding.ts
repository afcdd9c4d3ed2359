/** What `assay doctor` found in one respect. */
export interface Finding {
  /** Never changes its meaning; for programs. */
  readonly check: string;
  /** A `problem` makes the exit code 1; a `note` does nothing. */
  readonly level: "ok" | "note" | "problem";
  readonly what: string;
  /** Of a note or a problem: why it matters, and how to mend it. */
  readonly why?: string;
  readonly remedy?: string;
}

export function ok(check: string, what: string): Finding {
  return { check, level: "ok", what };
}

export function note(check: string, what: string, why: string, remedy: string): Finding {
  return { check, level: "note", what, why, remedy };
}

export function problem(check: string, what: string, why: string, remedy: string): Finding {
  return { check, level: "problem", what, why, remedy };
}
