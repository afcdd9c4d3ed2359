import { EvalError } from "../../errors/eval-error.ts";
import { showName } from "../../errors/show-value.ts";
import type { Baseline, BaselineCheck, BaselineJudge } from "../baseline/baseline.ts";
import type { NotComparable } from "../comparison.ts";

export type UnderlyingChange = Pick<NotComparable, "kind" | "message">;

/**
 * What changed in the judges of one check, if anything did.
 *
 * @throws EvalError `RUBRIC_INVALID` for a rubric of the same version with another text.
 */
export function judgeChange(
  base: BaselineCheck,
  head: BaselineCheck,
  judges: { readonly base: Baseline["judges"]; readonly head: Baseline["judges"] },
): UnderlyingChange | undefined {
  const before = judgesOf(base, judges.base);
  const after = judgesOf(head, judges.head);
  if (before.length === 0 || after.length === 0) return undefined;
  refuseSameVersion(before, after);
  const what = showName(base.subject ?? base.name);
  const changed = (
    kind: UnderlyingChange["kind"],
    label: string,
    show: (judge: BaselineJudge) => string | undefined,
  ): UnderlyingChange | undefined => {
    const [old, now] = [textsOf(before, show), textsOf(after, show)];
    // What one side does not say is no change: a rule that decided without a model names none.
    if (old === "" || now === "" || old === now) return undefined;
    return { kind, message: `${label} of "${what}" changed from ${old} to ${now}` };
  };
  return (
    changed("rubric", "the rubric", ({ rubric }) => showRubric(rubric)) ??
    changed("prompt", "the judge's prompt", ({ promptVersion }) => promptVersion) ??
    changed("judge", "the judge", ({ model }) => model) ??
    changed("judge", "the judge's settings", ({ judgeHash }) => judgeHash?.slice(0, 12))
  );
}

function judgesOf({ judges }: BaselineCheck, table: Baseline["judges"]): readonly BaselineJudge[] {
  return (judges ?? []).flatMap((name) => table[name] ?? []);
}

function textsOf(
  judges: readonly BaselineJudge[],
  show: (judge: BaselineJudge) => string | undefined,
): string {
  return [...new Set(judges.flatMap((judge) => show(judge) ?? []))].sort().map(showName).join(", ");
}

function showRubric({ name, version, variant }: BaselineJudge["rubric"]): string {
  return `${name} v${version}${variant === undefined ? "" : ` (${variant})`}`;
}

function refuseSameVersion(before: readonly BaselineJudge[], after: readonly BaselineJudge[]): void {
  for (const { rubric } of after) {
    const namesakes = before.filter(
      (one) =>
        one.rubric.name === rubric.name &&
        one.rubric.version === rubric.version &&
        one.rubric.variant === rubric.variant,
    );
    if (namesakes.length === 0 || namesakes.some((one) => one.rubric.hash === rubric.hash)) continue;
    const hashes = [...new Set(namesakes.map((one) => one.rubric.hash))].sort().join(", ");
    throw new EvalError(
      `Failed to compare rubric "${showName(rubric.name)}": version ${rubric.version} has hash ${hashes} on one side and ${rubric.hash} on the other. Raise the version of a rubric whenever its text changes, and run again.`,
      { code: "RUBRIC_INVALID" },
    );
  }
}
