import type { ClaimVerdict, Verdict } from "../judges/verdict.ts";
import type { Section } from "./evaluation.ts";

/** A verdict as blocks of a failure message. */
export function verdictSections(verdict: Verdict): readonly Section[] {
  const { rubric, critique, evidence, claims, usage, costUsd, rule } = verdict;
  return [
    ["Rubric", `${rubric.name} v${rubric.version} (${rubric.hash.slice(0, 12)})`],
    ["Verdict", describeVerdict(verdict)],
    ["Critique", critique],
    ...(claims === undefined
      ? evidence.map((quote): Section => ["Evidence", quote])
      : [["Claims", claims.map(describeClaim).join("\n")] as const]),
    ["Judge", rule === undefined ? describeModel(verdict) : "none: decided by rule"],
    ...(usage === undefined
      ? []
      : [["Tokens", `${usage.inputTokens} in, ${usage.outputTokens} out`] as const]),
    ...(rule === undefined
      ? [["Cost", costUsd === undefined ? "not known" : `$${formatCost(costUsd)}`] as const]
      : []),
  ];
}

function describeVerdict({ outcome, score, rule }: Verdict): string {
  if (rule !== undefined) return `${outcome} (rule ${rule})`;
  return score === undefined ? outcome : `${outcome} (score ${Number(score.toFixed(3))})`;
}

function describeClaim({ id, text, verdict, reason, evidence }: ClaimVerdict): string {
  const lines = [`${id} ${verdict}: ${text}`];
  if (verdict !== "supported" && reason !== undefined && reason !== "") lines.push(`     because ${reason}`);
  if (verdict !== "supported" && evidence !== undefined)
    lines.push(`     context: ${evidence.replace(/\s+/g, " ")}`);
  return lines.join("\n");
}

function describeModel({ model, promptVersion, durationMs }: Verdict): string {
  const served = model.served === undefined || model.served === model.asked ? "" : `, served ${model.served}`;
  return `${model.asked}${served} (prompt ${promptVersion}, ${Math.round(durationMs)} ms)`;
}

function formatCost(costUsd: number): string {
  return costUsd === 0 ? "0" : costUsd.toPrecision(3);
}
