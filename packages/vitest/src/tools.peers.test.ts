import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { runProject } from "../../../fixtures/run-project.ts";
import { statuses, summaryOf } from "./test-helpers/run-of.ts";

interface JsonReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

describe.concurrent.each(["vitest-4", "vitest-5"] as const)("%s", (peer) => {
  test("the matchers over calls, steps and states hold, hold negated, and miss", async ({ expect }) => {
    const finished = await runProject({
      peer,
      project: "vitest-tools",
      args: ["run", "--reporter=json", "--outputFile=out.json"],
    });
    const report = JSON.parse(readFileSync(join(finished.directory, "out.json"), "utf8")) as JsonReport;
    const messages = report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ failureMessages }) => failureMessages.length > 0)
      .map(
        ({ title, failureMessages }) => `${title}: ${failureMessages.join("\n").split(/\n +at /)[0] ?? ""}`,
      );

    expect(statuses(summaryOf(finished), ({ partition }) => partition !== "regression")).toEqual({
      holds: "pass",
      negated: "pass",
      inside: "pass",
      a: "pass",
      b: "pass",
      "a plain test records too": "pass",
    });
    expect(messages.join("\n\n")).toMatchInlineSnapshot(`
      "toCallTool: Error: expect(received).toCallTool(search_articles): not called with these arguments; call #1 differs in 3 arguments

      expected:   search_articles({"query": StringContaining "price", "limit": "3", "page": 1})
      calls:
            #0 get_account({"id": 7})
            #1 search_articles({"query": "refund", "limit": 3})
      call #1:
          query: value, expected StringContaining "price", got "refund"
          limit: type, expected "3", got 3
          page: missing, expected 1

      toCallTool unread: Error: expect(received).toCallTool(get_account): call #0 does not count: arguments cannot be read: Unexpected end of JSON input

      expected:   get_account(...)
      calls:      #0 get_account({"id":)  [arguments cannot be read: Unexpected end of JSON input]

      toCallTool negated: Error: expect(received).not.toCallTool(search_*): 1 of 2 calls match

      expected:   search_*({"query": "refund"})
      calls:
            #0 get_account({"id": 7})
          * #1 search_articles({"query": "refund", "limit": 3})

      toCallTools: Error: expect(received).toCallTools(get_account, search_articles): 1 of 2 expected calls missing: search_articles; 1 of 2 calls unexpected: search_articles

      expected:
          * get_account(...)
            search_articles({"query": "price"})
      calls:
          * #0 get_account({"id": 7})
            #1 search_articles({"query": "refund", "limit": 3})
      call #1, nearest to expected search_articles (2 of 2): query: value, expected "price", got "refund"

      toCallTools forbidden: Error: expect(received).toCallTools(get_account): forbidden: search_articles; 2 calls, at most 1 allowed

      expected:   * get_account(...)
      calls:
          * #0 get_account({"id": 7})
            #1 search_articles({"query": "refund", "limit": 3})

      toCallTools negated: Error: expect(received).not.toCallTools(search_articles, get_account): 2 of 2 expected calls were made

      expected:
          * search_articles(...)
          * get_account(...)
      calls:
          * #0 get_account({"id": 7})
          * #1 search_articles({"query": "refund", "limit": 3})

      toCallNoTools: Error: expect(received).toCallNoTools(): 2 calls were made

      calls:
            #0 get_account({"id": 7})
            #1 search_articles({"query": "refund", "limit": 3})

      toCallNoTools steps alone: EvalError: Failed to read a trace: the running case has recorded nothing about tool calls, which is not that none was made. Pass the reply that the application got, or record its calls: recordTrace({ toolCalls }), where an empty list says that none was made.

      toCallNoTools negated: Error: expect(received).not.toCallNoTools(): no tool was called

      calls:      none

      toCallToolsOf: Error: expect(received).toCallToolsOf(): 0 of 2 calls name a tool that exists and satisfy its schema; #0 get_account: id: Instance type "string" is invalid. Expected "integer" and 1 more

      tools:      get_account, search_articles
      calls:
            #0 get_account({"id": "7"})
            #1 delete_account({})
      problems:
          #0 get_account: id: Instance type "string" is invalid. Expected "integer".
          #1 delete_account: there is no such tool

      toCallToolsOf negated: Error: expect(received).not.toCallToolsOf(): 2 of 2 calls name a tool that exists and satisfy its schema

      tools:      get_account, search_articles
      calls:
          * #0 get_account({"id": 7})
          * #1 search_articles({"query": "refund", "limit": 3})

      toFollowTrajectory: Error: expect(received).toFollowTrajectory(exact): 2 of 3 expected steps missing: answer, search_*; 1 of 2 steps unexpected: search_articles

      expected:
          * get_account(...)
            answer(...)
            search_*(...)
      calls:
          * #0 get_account({"id": 7})
            #1 search_articles({"query": "refund", "limit": 3})

      toFollowTrajectory negated: Error: expect(received).not.toFollowTrajectory(inOrder): 2 steps made, 1 expected: they agree (inOrder)

      expected:   * get_account(...)
      calls:
          * #0 get_account({"id": 7})
            #1 search_articles({"query": "refund", "limit": 3})

      toReachState: Error: expect(received).toReachState(): the state differs in 2 places after 1 call

      calls:      #0 pay({"id": 8})
      state:
          orders."7": missing, expected "paid"
          orders."8": unexpected, got "paid"

      toReachState negated: Error: expect(received).not.toReachState(): the state is as expected after 1 call

      calls:      #0 pay({"id": 7})"
    `);
    expect(finished.exitCode).toBe(1);
  });
});
