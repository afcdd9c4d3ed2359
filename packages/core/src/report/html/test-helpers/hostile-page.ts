import type { Verdict } from "../../../judges/verdict.ts";
import { compareRuns } from "../../../run/compare/compare-runs.ts";
import type { JournalEvent } from "../../../run/journal-line.ts";
import { readCaseDetails } from "../../../run/read-case-details.ts";
import { historyPoint } from "../../history-point.ts";
import { renderHtml } from "../../render-html.ts";
import { recordEvents } from "./rich-report.ts";
import { verdictOf } from "./rich-run.ts";

/** A case with `text` in every field that anybody from outside can fill. */
function hostileCase(text: string, index: number, status: "pass" | "fail"): JournalEvent[] {
  const key = { project: text, file: text, test: `${text} > ${text}`, case: `${index} ${text}` };
  const cut = { text, length: text.length };
  const attempt = { trial: 0, attempt: 0 };
  const verdict: Verdict = verdictOf("fail", text, {
    evidence: [text],
    claims: [{ id: text, text, verdict: "unsupported", evidence: text, reason: text }],
    votes: [{ outcome: "fail", critique: text, model: text }],
    rubric: { name: text, version: 1, hash: text },
    model: { asked: text, served: text, family: text },
  });
  const location = { file: text, line: 1 };
  return [
    {
      kind: "declare",
      ...key,
      partition: index % 20 === 0 ? text : "distribution",
      dimensions: { [`${text}`]: text },
      tags: [text],
      fingerprint: text,
      location,
    },
    { kind: "start", ...key, ...attempt },
    {
      kind: "check",
      ...key,
      ...attempt,
      check: {
        name: text,
        subject: text,
        outcome: status,
        negated: false,
        advisory: false,
        reason: text,
        verdict,
        details: { [`${text}`]: text },
        durationMs: 1,
        location,
      },
    },
    {
      kind: "end",
      ...key,
      ...attempt,
      status,
      durationMs: 1,
      input: cut,
      expected: { text: `${text} expected`, length: text.length + 9 },
      output: cut,
      trace: {
        tools: [text],
        steps: [{ name: text, status: "error" }],
        available: [text],
        calls: [
          { name: text, args: cut, status: "error", result: cut, error: { text, length: text.length } },
        ],
        retrievals: [{ query: cut, documents: [{ id: text, score: 0.5 }], found: 1 }],
      },
      ...(status === "fail" && { cause: "check" as const, reason: text }),
    },
  ];
}

/** A report in which each of `texts` stands in every field of one case, and all of them in what sums up. */
export async function hostilePage(root: string, texts: readonly string[]): Promise<string> {
  const before = recordEvents(
    root,
    texts.flatMap((text, index) => hostileCase(text, index, "pass")),
  );
  const { directory, summary } = recordEvents(
    root,
    texts.flatMap((text, index) => hostileCase(text, index, "fail")),
  );
  return renderHtml(
    {
      ...summary,
      runId: texts.join(" "),
      failedFiles: texts.map((text) => ({ file: text, reason: text })),
      unhandledErrors: texts,
    },
    {
      details: readCaseDetails(directory, summary.cases),
      comparison: compareRuns(before.summary, summary),
      history: [before.summary, summary].map(historyPoint),
      notes: texts,
    },
  );
}
