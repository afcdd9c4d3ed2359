import { describe, expect, test } from "vitest";
import { recordedTrace, recordTrace } from "../run/record-trace.ts";
import { matchers } from "./index.ts";
import { inCase } from "./test-helpers/in-case.ts";

expect.extend(matchers);

const ranking = ["refunds", "pricing", "cancellation", "export"];
const trace = {
  kind: "assay.trace",
  messages: [],
  toolCalls: [],
  steps: [],
  errors: [],
  retrievals: [
    { query: "refund", documents: [{ id: "refunds", rank: 1 }] },
    {
      query: "price",
      documents: [
        { id: "plans", rank: 2 },
        { id: "pricing", rank: 1 },
      ],
    },
  ],
};

describe("toRetrieve", () => {
  test("passes when enough relevant documents stand high enough", () => {
    expect(ranking).toRetrieve(["refunds", "cancellation", "never"], {
      recallAt: { 3: 0.66 },
      precisionAt: { 2: 0.5 },
      reciprocalRank: 1,
    });
  });

  test("fails when too few were retrieved", () => {
    expect(() =>
      expect(ranking).toRetrieve(["export", "never"], { recallAt: { 3: 0.5 }, averagePrecision: 0.1 }),
    ).toThrowErrorMatchingInlineSnapshot(`
        [Error: expect(received).toRetrieve(): recall@3 0.000, at least 0.5 wanted

        figures:
            recall@3 0.000, at least 0.5 wanted
            averagePrecision 0.125, at least 0.1 wanted
        retrieved:
            1.   refunds
            2.   pricing
            3.   cancellation
            4. * export
        missing:    never]
      `);
  });

  test("passes negated when too few were retrieved", () => {
    expect(ranking).not.toRetrieve(["never"]);
  });

  test("fails negated when all were retrieved", () => {
    expect(() => expect(trace).not.toRetrieve({ pricing: 3, plans: 1 })).toThrowErrorMatchingInlineSnapshot(`
      [Error: expect(received).not.toRetrieve(): recall 1.000, at least 1 wanted

      query:      price
      figures:    recall 1.000, at least 1 wanted
      retrieved:
          1. 3 pricing
          2. 1 plans
      missing:    nothing]
    `);
  });

  test("wants all relevant documents where nothing else is asked for", () => {
    expect(ranking).toRetrieve(["export", "refunds"]);
    expect(ranking).not.toRetrieve(["export", "refunds", "never"]);
  });

  // scikit-learn 1.2.1, ndcg_score of the grades 3, 2, 3, 0, 1, 2.
  test("takes grades, with a linear or an exponential gain", () => {
    const grades = { d1: 3, d2: 2, d3: 3, d4: 0, d5: 1, d6: 2 };
    const ids = Object.keys(grades);

    expect(ids).toRetrieve(grades, { ndcgAt: { 3: 0.97777 } });
    expect(ids).not.toRetrieve(grades, { ndcgAt: { 3: 0.97779 } });
    expect(ids).toRetrieve(grades, { ndcgAt: { 6: 0.94881 }, gain: "exponential" });
    expect(ids).not.toRetrieve(grades, { ndcgAt: { 6: 0.94882 }, gain: "exponential" });
  });

  test.each([
    ["a list of documents", [{ id: "a" }, { id: "b" }]],
    ["ids that are numbers", [7, "a", "b"]],
    ["an object with documents", { documents: [{ id: "a" }, { id: "b" }] }],
    ["an object with retrievals", { retrievals: [{ query: "q", documents: [{ id: "a" }, { id: "b" }] }] }],
    [
      "a reply that carries a trace",
      { text: "x", trace: { retrievals: [{ query: "q", documents: ["a", "b"] }] } },
    ],
  ])("reads %s", (_, received) => {
    expect(received).toRetrieve(["a", "b"]);
  });

  test("reads ids from where the test says", () => {
    const documents = [{ pageContent: "x", metadata: { source: "a.md" } }];
    const idOf = (document: unknown): unknown =>
      (document as { metadata: { source: string } }).metadata.source;

    expect(documents).toRetrieve(["a.md"], { idOf });
  });

  test("takes the last retrieval, or the last one of a query", () => {
    expect(trace).toRetrieve(["pricing"], { reciprocalRank: 1 });
    expect(trace).toRetrieve(["refunds"], { query: "refund" });
    expect(trace).not.toRetrieve(["refunds"]);
  });

  test("keeps the list's order between equal ranks, and for documents that are not all ranked", () => {
    const tied = [
      { id: "a", rank: 1 },
      { id: "b", rank: 1 },
    ];

    expect(tied).toRetrieve(["a"], { reciprocalRank: 1 });
    expect([{ id: "b", rank: 2 }, { id: "a" }]).toRetrieve(["b"], { reciprocalRank: 1 });
  });

  test("counts a document that was retrieved twice at its first place only", () => {
    expect(["a", "a", "b"]).toRetrieve(["a", "b"], { recallAt: { 2: 1 }, precisionAt: { 2: 1 } });
  });

  test("counts a retrieval that was not made as 0 everywhere, not as an error", async () => {
    const { status, checks } = await inCase(() =>
      expect(trace).toRetrieve(["refunds"], { query: "refnd", recallAt: { 5: 0.8 } }),
    );

    expect(status).toBe("fail");
    expect(checks).toMatchObject([
      {
        reason: 'no retrieval was made for "refnd": recall@5 0.000, at least 0.8 wanted',
        score: 0,
        details: { made: false, query: "refnd", recall: 0, ndcg: 0, averagePrecision: 0, reciprocalRank: 0 },
      },
    ]);
    expect({ retrievals: [] }).not.toRetrieve(["a"]);
    expect([]).not.toRetrieve(["a"], { precisionAt: { 1: 0.1 } });
  });

  test("refuses a value that says nothing about retrievals, negated too", () => {
    expect(() => expect("refunds").toRetrieve(["refunds"])).toThrowErrorMatchingInlineSnapshot(
      `[EvalError: Failed to evaluate "toRetrieve": expected the value under expect to hold what was retrieved, got a string of 7 characters. Pass a list of ids, a list of documents with an \`id\` (or the option idOf), an object with \`documents\` or \`retrievals\`, a trace that holds retrievals, or undefined where the application records them with recordTrace().]`,
    );
    expect(() => expect({ text: "x" }).not.toRetrieve(["a"])).toThrow("to hold what was retrieved");
    expect(() => expect([{ name: "search", args: {} }]).not.toRetrieve(["a"])).toThrow(
      "to hold what was retrieved",
    );
    expect(() => expect([{ id: "a" }, { title: "b" }]).not.toRetrieve(["a"])).toThrow(
      "to hold what was retrieved",
    );
  });

  test("stands inside other assertions", () => {
    expect({ ids: ranking }).toEqual({ ids: expect.toRetrieve(["pricing"]) });
    expect({ ids: ranking }).toEqual({ ids: expect.not.toRetrieve(["never"]) });
    expect({ ids: 5 }).not.toEqual({ ids: expect.not.toRetrieve(["never"]) });
  });

  test.each([
    ["nothing relevant", [[]], "at least one id with a grade above 0"],
    ["grades of 0 only", [{ a: 0 }], "at least one id with a grade above 0"],
    ["a grade below 0", [{ a: -1 }], "a number from 0 to 100, got -1"],
    ["an id that is no text", [[7]], "each relevant id to be a text, got 7"],
    ["no list at all", ["a"], "a list of ids or an object of grades"],
    ["a misspelt option", [["a"], { recalAt: { 5: 1 } }], 'there is no option "recalAt"'],
    ["options that are none", [["a"], 5], "the options to be an object"],
    ["a cutoff of 0", [["a"], { recallAt: { 0: 1 } }], "each k of `recallAt` to be a whole number from 1"],
    ["no cutoff", [["a"], { ndcgAt: {} }], "`ndcgAt` to be an object from k to the least value"],
    ["a figure alone", [["a"], { recallAt: 0.8 }], "`recallAt` to be an object from k to the least value"],
    [
      "a share above 1",
      [["a"], { recallAt: { 5: 80 } }],
      "`recallAt` at 5 to be a number from 0 to 1, got 80",
    ],
    ["a share that is none", [["a"], { averagePrecision: Number.NaN }], "a number from 0 to 1, got NaN"],
    ["an unknown gain", [["a"], { gain: "log" }], '`gain` to be "linear" or "exponential"'],
    ["a query that is no text", [["a"], { query: 1 }], "`query` to be a text"],
    ["an idOf that is no function", [["a"], { idOf: "id" }], "`idOf` to be a function"],
  ])("refuses %s, negated too", (_, args, message) => {
    expect(() => expect(["a"]).not.toRetrieve(...(args as unknown as [readonly string[]]))).toThrow(
      expect.objectContaining({
        code: "MATCHER_ARGUMENT",
        message: expect.stringContaining(message) as string,
      }),
    );
  });

  test("refuses an id that is no id", () => {
    expect(() => expect([{ id: "a" }]).not.toRetrieve(["a"], { idOf: () => undefined })).toThrow(
      "each document's id to be a text or a number, got undefined",
    );
  });

  test("records every figure at the usual cutoffs and at those asked for", async () => {
    const { checks } = await inCase(() =>
      expect(ranking).toRetrieve(["refunds", "export", "never"], { recallAt: { 2: 0.3 } }),
    );

    expect(checks).toMatchObject([
      {
        name: "toRetrieve",
        outcome: "pass",
        details: {
          kind: "retrieval",
          version: 1,
          made: true,
          relevant: 3,
          retrieved: 4,
          k: [1, 2, 3, 5, 10],
          precisionAt: { 1: 1, 2: 0.5, 3: 1 / 3, 5: 2 / 5, 10: 2 / 10 },
          recallAt: { 1: 1 / 3, 2: 1 / 3, 3: 1 / 3, 5: 2 / 3, 10: 2 / 3 },
          recall: 2 / 3,
          reciprocalRank: 1,
          averagePrecision: (1 + 2 / 4) / 3,
          wanted: [{ figure: "recall@2", value: 1 / 3, min: 0.3 }],
          missing: ["never"],
        },
      },
    ]);
  });

  test("never fails a case as an advisory check", async () => {
    const { status, checks } = await inCase(() => expect([]).toRetrieve(["a"], { advisory: true }));

    expect(status).toBe("pass");
    expect(checks).toMatchObject([{ outcome: "fail", advisory: true }]);
  });

  test("sees what the running case has recorded", async () => {
    const { status } = await inCase(() => {
      recordTrace({ retrievals: [{ query: "refund", documents: ["refunds", "pricing"] }] });
      expect(undefined).toRetrieve(["refunds"]);
      expect(recordedTrace()).toRetrieve(["refunds"]);
      expect({ role: "assistant", content: "See refunds." }).toRetrieve(["refunds"], { query: "refund" });
      expect(undefined).not.toRetrieve(["export"]);
    });

    expect(status).toBe("pass");
  });

  test.each<[string, () => unknown]>([
    ["undefined", () => undefined],
    ["recordedTrace()", recordedTrace],
  ])("finds no evidence in a case that recorded nothing about retrievals: %s", async (_, received) => {
    const { error } = await inCase(() => {
      recordTrace({ steps: ["plan"] });
      expect(received()).not.toRetrieve(["export"]);
    });

    expect(error).toMatchObject({ code: "MATCHER_ARGUMENT" });
  });

  test("finds that none was made where the case says so", async () => {
    const { status } = await inCase(() => {
      recordTrace({ retrievals: [] });
      expect(undefined).not.toRetrieve(["export"]);
    });

    expect(status).toBe("pass");
  });
});
