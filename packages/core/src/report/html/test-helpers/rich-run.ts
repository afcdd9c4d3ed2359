import type { Verdict } from "../../../judges/verdict.ts";
import type { CheckRecord, JournalEvent } from "../../../run/journal-line.ts";
import type { CaseStatus } from "../../../run/outcome.ts";
import {
  toolCheck,
  labelCheck,
  structureCheck,
  retrievalCheck,
} from "../../../run/test-helpers/checked-case.ts";
import { check, declare, end, start } from "../../../run/test-helpers/scratch-run.ts";

const rubric = { name: "resolves-the-question", version: 2, hash: "0".repeat(64) };

/** What a judge that was asked three times recorded. */
export function verdictOf(
  outcome: Verdict["outcome"],
  critique: string,
  fields: Partial<Verdict> = {},
): Verdict {
  return {
    outcome,
    critique,
    evidence: outcome === "fail" ? ["A refund takes up to 30 days."] : [],
    rubric,
    promptVersion: "binary/1",
    parserVersion: "1",
    model: { asked: "small-judge", served: "small-judge-2026-10", family: "small" },
    costUsd: 0.0021,
    durationMs: 640,
    requests: 1,
    ...fields,
  };
}

function judged(outcome: "pass" | "fail" | "inconclusive", critique: string): Partial<CheckRecord> {
  const votes = [outcome, outcome, outcome === "pass" ? "fail" : "pass"] as const;
  return {
    name: "toPassJudge",
    subject: rubric.name,
    reason: critique,
    score: outcome === "pass" ? 1 : 0,
    durationMs: 640,
    verdict: verdictOf(outcome, critique, {
      votes: votes.map((vote, index) => ({
        outcome: vote,
        critique: `Vote ${index + 1}: ${critique}`,
        model: "small-judge",
      })),
      claims: [
        {
          id: "c1",
          text: "Refunds take 14 days.",
          verdict: outcome === "pass" ? "supported" : "unsupported",
          evidence: "within 14 days",
        },
        {
          id: "c2",
          text: "The shop opens at nine.",
          verdict: "not-checkable",
          reason: "No passage speaks of opening hours.",
        },
      ],
    }),
    ...(outcome !== "pass" && { location: { file: "src/support.eval.test.ts", line: 31, column: 5 } }),
  };
}

const text = (value: string): { text: string; length: number } => ({ text: value, length: value.length });
const questions = [
  "How do I get a refund?",
  "Which plan has SSO?",
  "Can I change my delivery address?",
  "Why was I charged twice?",
];
const personas = ["member", "admin", "guest"];
const intents = ["billing", "plans", "delivery"];

export interface RichCase {
  readonly id: string;
  readonly partition: string;
  readonly status: CaseStatus;
  readonly index: number;
}

/** One case with a judge's verdict, a tool call, a trace, texts and facts to filter by. */
export function richCase({ id, partition, status, index }: RichCase): JournalEvent[] {
  const declared = declare(id, partition, {
    dimensions: { persona: personas[index % 3] as string, intent: intents[index % intents.length] as string },
    tags: index % 4 === 0 ? ["smoke"] : [],
    fingerprint: `f-${id}`,
    location: { file: "src/support.cases.jsonl", line: index + 1 },
  });
  if (status === "not-run") return [declared];
  const question = questions[index % questions.length] as string;
  const answer =
    status === "fail"
      ? "A refund takes up to 30 days. Let me know if you need more help!"
      : "You get a refund within 14 days. Let me know if you need more help!";
  const outcome = status === "error" ? "error" : status;
  const critique =
    outcome === "fail"
      ? "The reply says 30 days, the policy says 14."
      : "The reply answers the question with the policy that applies.";
  const { outcome: toolOutcome, ...tool } = toolCheck({
    expected: "search_articles",
    called: ["search_articles"],
    matched: true,
  });
  return [
    declared,
    start(id),
    check(id, toolOutcome, tool),
    ...(outcome === "error"
      ? [
          check(id, "error", {
            name: "toPassJudge",
            subject: rubric.name,
            reason: "429 from the provider after 4 attempts",
          }),
        ]
      : [check(id, outcome, judged(outcome, critique))]),
    end(id, status, {
      durationMs: 400 + ((index * 137) % 2200),
      input: text(JSON.stringify({ question, locale: "en" })),
      expected: text("You get a refund within 14 days."),
      output: text(answer),
      usage: { inputTokens: 412, outputTokens: 96 },
      trace: {
        tools: ["search_articles", "get_policy"],
        steps: [
          { name: "plan", status: "ok" },
          { name: "search", status: "ok" },
          { name: "answer", status: status === "fail" ? "error" : "ok" },
        ],
        available: ["search_articles", "get_policy", "refund"],
        calls: [
          {
            name: "search_articles",
            args: text('{"query":"refund"}'),
            status: "ok",
            result: text('["a1","a2"]'),
          },
          {
            name: "get_policy",
            args: { text: '{"topic":"', length: 5_000 },
            status: "error",
            error: text("no such policy"),
          },
        ],
        retrievals: [
          { query: text("refund time"), documents: [{ id: "a1", score: 0.91 }, { id: "a2" }], found: 60 },
        ],
      },
      ...(status === "fail" && { cause: "check" as const, reason: critique }),
      ...(status === "error" && {
        cause: "check" as const,
        reason: "429 from the provider after 4 attempts",
      }),
      ...(status === "inconclusive" && {
        cause: "no-verdict" as const,
        reason: "the judge refused to answer",
      }),
    }),
  ];
}

/** `drop`: how many more of the distribution fail than in a good run. */
export function richRun(drop = 0): JournalEvent[] {
  const statusAt = (index: number): CaseStatus => {
    if (index < 4 + drop) return "fail";
    if (index < 6 + drop) return "inconclusive";
    if (index === 7 + drop) return "error";
    return index === 8 + drop ? "not-run" : "pass";
  };
  const many = (count: number, partition: string, status: (index: number) => CaseStatus): JournalEvent[] =>
    Array.from({ length: count }, (_, index) =>
      richCase({
        id: `${partition}-${String(index + 1).padStart(3, "0")}`,
        partition,
        status: status(index),
        index,
      }),
    ).flat();
  return [
    ...many(50, "golden", () => "pass"),
    ...many(12, "regression", () => "pass"),
    ...many(40, "adversarial", (index) => (index === 7 ? "fail" : "pass")),
    ...many(160, "distribution", statusAt),
    ...trialCase("distribution-trials", ["pass", "fail", "pass"]),
    ...retriedCase("distribution-retried"),
    ...tables(),
  ];
}

/** As Jest writes it: marks and columns stand below each other. */
const runnerMessage: string = [
  "expect(received).toEqual(expected) // deep equality",
  "",
  "- Expected  - 1",
  "+ Received  + 1",
  "",
  "  Object {",
  '-   "plan": "Enterprise",',
  '+   "plan": "Team",',
  '    "sso":  true,',
  "  }",
].join("\n");

function trialCase(id: string, statuses: readonly ("pass" | "fail")[]): JournalEvent[] {
  return [
    declare(id, "distribution", { dimensions: { persona: "guest" }, tags: ["trials"], fingerprint: id }),
    ...statuses.flatMap((status, trial) => [
      start(id, { trial }),
      check(id, status, { ...judged(status, `Trial ${trial + 1} said so.`), trial }),
      end(id, status, {
        trial,
        input: text("Which plan has SSO?"),
        expected: text("Enterprise"),
        output: text(status === "pass" ? "Enterprise" : "Team"),
        ...(status === "fail" && { cause: "assertion" as const, reason: runnerMessage }),
      }),
    ]),
  ];
}

function retriedCase(id: string): JournalEvent[] {
  return [
    declare(id, "distribution", { fingerprint: id }),
    start(id, { attempt: 0 }),
    check(id, "fail", { ...judged("fail", "The first attempt was wrong."), attempt: 0 }),
    end(id, "fail", {
      attempt: 0,
      output: text("wrong"),
      cause: "check",
      reason: "The first attempt was wrong.",
    }),
    start(id, { attempt: 1 }),
    check(id, "pass", { ...judged("pass", "The second attempt was right."), attempt: 1 }),
    end(id, "pass", { attempt: 1, output: text("right") }),
  ];
}

function tables(): JournalEvent[] {
  const records = [
    labelCheck("question", "change"),
    labelCheck("question", "question"),
    structureCheck([
      ["lines[0].price", false],
      ["title", true],
    ]),
    retrievalCheck({ recall: 0.5 }),
  ];
  return records.flatMap(({ outcome, ...record }, index) => {
    const id = `tables-${index}`;
    return [
      declare(id, "adversarial", { fingerprint: id }),
      start(id),
      check(id, outcome, record),
      end(id, outcome, { ...(outcome === "fail" && { cause: "check" as const, reason: "not as expected" }) }),
    ];
  });
}
