import type { EndCause, Outcome } from "@assay/core/run";
import { stripVTControlCharacters } from "node:util";
import type { JestCaseResult } from "./jest-results.ts";

/** What one failure of a plain test means for its case. */
export interface FailureClass {
  readonly status: Outcome;
  readonly cause: EndCause;
  readonly reason: string;
}

/**
 * Reads the failures of a test as Jest reports them. Between processes Jest keeps of an error what JSON keeps, so
 * errors are known by their own fields and by the first lines of their text.
 */
export function classifyFailures(result: JestCaseResult): readonly FailureClass[] {
  return result.failureMessages.map((text, index) => classify(result.failureDetails[index], text));
}

function classify(detail: unknown, text: string): FailureClass {
  const reason = messageOf(text);
  const fields =
    typeof detail === "object" && detail !== null ? (detail as { readonly [name: string]: unknown }) : {};
  if (fields["name"] === "EvalError" || fields["name"] === "ModelError") {
    return { ...outcomeOf(fields), reason };
  }
  if (/^(Error: )?thrown: "Exceeded timeout of \d+ ms for a (test|hook)/.test(text)) {
    return { status: "error", cause: "timeout", reason };
  }
  const isAssertion =
    "matcherResult" in fields || fields["code"] === "ERR_ASSERTION" || assertionText.test(reason);
  return { status: "fail", cause: isAssertion ? "assertion" : "errored-output", reason };
}

/** Assertions whose errors Jest makes anew: node:assert, `expect.assertions`, `test.failing`. */
const assertionText =
  /^(assert(\.\w+)*\(|expect\.(hasA|a)ssertions\(|Failing test passed even though|AssertionError)/;

function outcomeOf({ code, outcome }: { readonly [name: string]: unknown }): Omit<FailureClass, "reason"> {
  const cause: EndCause = code === "MATCHER_NOT_AWAITED" ? "not-awaited" : "no-verdict";
  const status = outcome === "fail" || outcome === "inconclusive" ? outcome : "error";
  return { status, cause: status === "fail" ? "check" : cause };
}

/** The message of an error's text, without its name and its stack. */
function messageOf(text: string): string {
  const lines = stripVTControlCharacters(text).split("\n");
  const stack = lines.findIndex((line) => /^\s+at .+:\d+:\d+\)?$/.test(line));
  const message = (stack < 0 ? lines : lines.slice(0, stack)).join("\n").trim();
  return message.replace(/^(EvalError|ModelError|Error|JestAssertionError): /, "");
}
