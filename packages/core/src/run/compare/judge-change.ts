import { showName } from "../../errors/show-value.ts";
import type { Baseline, BaselineCheck, BaselineJudge } from "../baseline/baseline.ts";
import type { NotComparable } from "../comparison.ts";

export type UnderlyingChange = Pick<NotComparable, "kind" | "message">;

/** What changed in the judges of one check, if anything did. */
export function judgeChange(
  base: BaselineCheck,
  head: BaselineCheck,
  judges: { readonly base: Baseline["judges"]; readonly head: Baseline["judges"] },
): UnderlyingChange | undefined {
  const before = judgesOf(base, judges.base);
  const after = judgesOf(head, judges.head);
  if (before.length === 0 || after.length === 0) return undefined;
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
