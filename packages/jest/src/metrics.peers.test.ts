import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { runJest, statuses } from "./test-helpers/jest-run.ts";

interface JsonReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

describe.concurrent.each(["jest-29", "jest-30"] as const)("%s", (peer) => {
  test("the matchers over texts, rankings, labels and structures hold and miss", async ({ expect }) => {
    const finished = await runJest({
      peer,
      project: "jest-metrics",
      args: ["--json", "--outputFile=out.json"],
    });
    const report = JSON.parse(readFileSync(join(finished.directory, "out.json"), "utf8")) as JsonReport;
    const messages = report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ failureMessages }) => failureMessages.length > 0)
      .map(
        ({ title, failureMessages }) => `${title}: ${failureMessages.join("\n").split(/\n +at /)[0] ?? ""}`,
      );

    expect(Object.values(statuses(finished)).filter((status) => status === "pass")).toHaveLength(3);
    expect(messages.join("\n\n")).toMatchInlineSnapshot(`
      "toSatisfyConstraints: Error: expect(received).toSatisfyConstraints(reply): 2 of 4 rules broken: noPii (holds email j...@example.com), onlyLinksTo (links to "https://evil.com"); advisory, broken: isJson (is not JSON: Unexpected token 'M', "Mail jane@"... is not valid JSON)

      received:   Mail jane@example.com or see https://evil.com
      broken:
          noPii: holds email j...@example.com
          onlyLinksTo: links to "https://evil.com"
      advisory:   isJson: is not JSON: Unexpected token 'M', "Mail jane@"... is not valid JSON
      kept:       maxWords: 5 words, at most 8 wanted

      toSatisfyConstraints negated: Error: expect(received).not.toSatisfyConstraints(reply): 3 of 4 rules hold; advisory, broken: isJson (is not JSON: Unexpected token 'H', "Hello" is not valid JSON)

      received:   Hello
      advisory:   isJson: is not JSON: Unexpected token 'H', "Hello" is not valid JSON
      kept:
          maxWords: 1 word, at most 8 wanted
          noPii: no email, phone, card, iban, ssn found
          onlyLinksTo: has no links

      toSatisfyConstraints later: Error: expect(received).toSatisfyConstraints(reply): 1 of 5 rules broken: asks (asked); advisory, broken: isJson (is not JSON: Unexpected token 'e', "never" is not valid JSON)

      received:   never
      broken:     asks: asked
      advisory:   isJson: is not JSON: Unexpected token 'e', "never" is not valid JSON
      kept:
          maxWords: 1 word, at most 8 wanted
          noPii: no email, phone, card, iban, ssn found
          onlyLinksTo: has no links

      toSatisfyConstraints later negated: Error: expect(received).not.toSatisfyConstraints(reply): 4 of 5 rules hold; advisory, broken: isJson (is not JSON: Unexpected token 'H', "Hello" is not valid JSON)

      received:   Hello
      advisory:   isJson: is not JSON: Unexpected token 'H', "Hello" is not valid JSON
      kept:
          maxWords: 1 word, at most 8 wanted
          noPii: no email, phone, card, iban, ssn found
          onlyLinksTo: has no links
          asks: asked

      toMatchTokens: Error: expect(received).toMatchTokens(): token F1 0.400 (precision 1.000, recall 0.250), at least 0.8 wanted

      received:   a refund
      reference:  refund within 30 days
      missing:    within 30 days
      extra:      nothing

      toMatchTokens negated: Error: expect(received).not.toMatchTokens(): token F1 1.000 (precision 1.000, recall 1.000), at least 0.8 wanted

      received:   refund
      reference:  refund
      missing:    nothing
      extra:      nothing

      toRetrieve: Error: expect(received).toRetrieve(): recall@2 0.000, at least 0.5 wanted

      figures:    recall@2 0.000, at least 0.5 wanted
      retrieved:
          1.   refunds
          2.   pricing
          3. * cancellation
      missing:    never

      toRetrieve negated: Error: expect(received).not.toRetrieve(): recall 1.000, at least 1 wanted

      figures:    recall 1.000, at least 1 wanted
      retrieved:
          1.   refunds
          2. * pricing
          3.   cancellation
      missing:    nothing

      toClassifyAs: Error: expect(received).toClassifyAs(intent: refund): "Refund!" is none of the labels

      expected:   refund
      received:   Refund!
      labels:     refund, billing, other

      toClassifyAs negated: Error: expect(received).not.toClassifyAs(refund): classified as "refund"

      expected:   refund
      received:   refund

      toMatchStructure: Error: expect(received).toMatchStructure(): 2 of 4 fields match: price (type), note (unexpected)

      received:   {"title": "Blue kettle", "price": "50", "tags": ["gift", "new"], "note": 1}
      fields:
          price: type, expected 49.99, got "50"
          note: unexpected, got 1

      toMatchStructure negated: Error: expect(received).not.toMatchStructure(): 3 of 3 fields match

      received:   {"title": "Blue kettle", "price": 50, "tags": ["gift", "new"]}"
    `);
    expect(finished.exitCode).toBe(1);
  });
});
