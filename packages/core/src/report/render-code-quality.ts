import { createHash } from "node:crypto";
import { explainMiss } from "../run/explain-miss.ts";
import type { Summary, SummaryCase } from "../run/summary.ts";
import { missPlace } from "./case-place.ts";
import { cutLine } from "./cut-line.ts";
import { encodeJson } from "./encode-json.ts";
import { encodeTerminalLine } from "./encode-terminal.ts";
import { listMisses } from "./list-misses.ts";

export interface RenderCodeQualityOptions {
  /** Where the run's root lies in the repository, as `packages/app`. Default: it is the repository's root. */
  readonly directory?: string;
}

/**
 * The misses of a run as GitLab's code quality report, which a merge request shows at the lines that missed. A finding's
 * fingerprint depends on the case alone: the same miss on two branches is one finding.
 *
 * @example
 * ```ts
 * writeFileSync("gl-code-quality-report.json", renderCodeQuality(summary));
 * ```
 */
export function renderCodeQuality(
  summary: Summary,
  { directory = "" }: RenderCodeQualityOptions = {},
): string {
  const findings = listMisses(summary).map((miss) => finding(summary, miss, directory));
  return `${encodeJson(findings)}\n`;
}

function finding({ partitions }: Summary, miss: SummaryCase, directory: string): object {
  const { project = "", file, test, id, partition, status } = miss;
  const place = missPlace(miss);
  const row = Object.hasOwn(partitions, partition) ? partitions[partition] : undefined;
  const tolerated = row !== undefined && (row.verdict === "pass" || row.advisory === true);
  const described = `${cutLine(partition, 100)} / ${cutLine(id, 200)}: ${cutLine(explainMiss(miss), 1_000)}`;
  return {
    description: encodeTerminalLine(described),
    check_name: `assay-${status}`,
    fingerprint: createHash("sha256")
      .update(JSON.stringify([project, file, test, id]))
      .digest("hex"),
    severity: status === "fail" ? (tolerated ? "minor" : "critical") : tolerated ? "info" : "major",
    location: {
      path: directory === "" ? place.file : `${directory.replace(/\/$/, "")}/${place.file}`,
      lines: { begin: place.line ?? 1 },
    },
  };
}
