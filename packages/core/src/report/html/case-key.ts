import { hash } from "node:crypto";
import type { SummaryCase } from "../../run/summary.ts";

/** A short name for the page of a case: the same for the same case in every run, and no text of it is in there. */
export function caseKey({
  project = "",
  file,
  test,
  id,
}: Pick<SummaryCase, "project" | "file" | "test" | "id">): string {
  return hash("sha256", JSON.stringify([project, file, test, id]), "hex").slice(0, 12);
}
