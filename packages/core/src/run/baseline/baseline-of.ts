import { createHash } from "node:crypto";
import type { FileDigest } from "../../dataset/dataset-source.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { mean } from "../../statistics/mean-variance.ts";
import { record } from "../record.ts";
import { ruleName } from "../trial-rule.ts";
import type { CaseCheck, Summary, SummaryCase } from "../summary.ts";
import type { Baseline, BaselineCase, BaselineCheck, BaselineJudge } from "./baseline.ts";

/** Of a run, what a comparison needs: the same for a summary of today and for one that was written as a baseline. */
export function baselineOf(summary: Summary, datasets: readonly FileDigest[] = []): Baseline {
  const judges = new Map<string, BaselineJudge>();
  const cases = summary.cases.map((one) => baselineCase(one, judges));
  return {
    schema: "assay.baseline/1",
    runId: summary.runId,
    startedAt: summary.startedAt,
    runner: { name: summary.runner.name, version: summary.runner.version },
    sealed: summary.sealed,
    datasets: datasets.toSorted((a, b) => compareText(a.file, b.file) || compareText(a.digest, b.digest)),
    partitions: record(
      Object.entries(summary.partitions).map(([name, { threshold }]) => [name, { threshold }] as const),
    ),
    judges: record([...judges].sort(([a], [b]) => compareText(a, b))),
    cases,
  };
}

function baselineCase(one: SummaryCase, judges: Map<string, BaselineJudge>): BaselineCase {
  const { id, project, file, test, partition, fingerprint, status, plannedTrials, trialRule } = one;
  const checks = baselineChecks(one.checks, judges);
  return {
    id,
    ...(project !== undefined && { project }),
    file,
    test,
    partition,
    fingerprint,
    status,
    ...(trialRule !== undefined && { trials: `${ruleName(trialRule)} of ${plannedTrials ?? one.trials}` }),
    ...(checks.length > 0 && { checks }),
  };
}

/** The checks with a score or a judge, those of the same matcher and subject as one. */
function baselineChecks(
  checks: readonly CaseCheck[],
  judges: Map<string, BaselineJudge>,
): readonly BaselineCheck[] {
  const groups = new Map<string, CaseCheck[]>();
  for (const check of checks) {
    if (check.rubric === undefined && (check.score === undefined || check.negated)) continue;
    const key = JSON.stringify([check.name, check.subject ?? null]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [check]);
    else group.push(check);
  }
  return [...groups].sort(([a], [b]) => compareText(a, b)).map(([, group]) => baselineCheck(group, judges));
}

function baselineCheck(group: readonly CaseCheck[], judges: Map<string, BaselineJudge>): BaselineCheck {
  const [{ name, subject }] = group as [CaseCheck];
  const scores = group.flatMap(({ score, negated }) => (score === undefined || negated ? [] : [score]));
  const judgedBy = [...new Set(group.flatMap((check) => judgeName(check, judges) ?? []))].sort();
  return {
    name,
    ...(subject !== undefined && { subject }),
    ...(group.every(({ advisory }) => advisory) && { advisory: true as const }),
    ...(scores.length > 0 && { score: mean(scores) }),
    ...(judgedBy.length > 0 && { judges: judgedBy }),
  };
}

/** A name made of what the judge is: a baseline without changes stays the same, line by line. */
function judgeName(check: CaseCheck, judges: Map<string, BaselineJudge>): string | undefined {
  const { rubric, model, promptVersion, judgeHash } = check;
  if (rubric === undefined) return undefined;
  const judge: BaselineJudge = {
    rubric: {
      name: rubric.name,
      version: rubric.version,
      hash: rubric.hash,
      ...(rubric.variant !== undefined && { variant: rubric.variant }),
    },
    ...(model !== undefined && { model }),
    ...(promptVersion !== undefined && { promptVersion }),
    ...(judgeHash !== undefined && { judgeHash }),
  };
  const name = createHash("sha256").update(canonicalJson(judge)).digest("hex").slice(0, 12);
  judges.set(name, judge);
  return name;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
