import { expect as vitestExpect, test, type TestContext } from "vitest";
import { scriptedEmbeddings } from "../testing/scripted-embeddings.ts";
import { inCase } from "./test-helpers/in-case.ts";
import { toBeSimilarTo, type SimilarToOptions } from "./to-be-similar-to.ts";

type Judged = Record<"toBeSimilarTo", (reference: unknown, options?: SimilarToOptions) => Promise<void>>;

vitestExpect.extend({ toBeSimilarTo } as unknown as Parameters<TestContext["expect"]["extend"]>[0]);
const expect = vitestExpect;

function expectText(received: unknown): Judged & { readonly not: Judged } {
  // oxlint-disable-next-line vitest/valid-expect -- typed here, because no runner package is loaded
  return vitestExpect(received) as unknown as Judged & { readonly not: Judged };
}

const model = scriptedEmbeddings({
  "You get your money back.": [3, 4],
  "A refund is paid.": [4, 3],
  "The parcel is late.": [-4, 3],
});
const output = "You get your money back.";
const reference = "A refund is paid.";

async function messageOf(assertion: Promise<void>): Promise<string> {
  const error: unknown = await assertion.then(
    () => new Error("it was green"),
    (thrown: unknown) => thrown,
  );
  return (error as Error).message.replace(/\d+ ms/g, "<n> ms");
}

test("passes when the meanings are close enough", async () => {
  await expectText(output).toBeSimilarTo(reference, { min: 0.9, model });
});

test("fails when the meanings are too far apart", async () => {
  expect(await messageOf(expectText("The parcel is late.").toBeSimilarTo(reference, { min: 0.6, model })))
    .toMatchInlineSnapshot(`
    "expect(received).toBeSimilarTo(similarity): the similarity is -0.28, at least 0.6 is asked for

    Output:     The parcel is late.
    Reference:  A refund is paid.
    At least:   0.6
    Rubric:     similarity v1 (b00381757269)
    Verdict:    fail
    Critique:   the similarity is -0.28, at least 0.6 is asked for
    Judge:      scripted-embeddings (prompt similarity/1, <n> ms)
    Cost:       not known"
  `);
});

test("passes negated when the meanings are too far apart", async () => {
  await expectText({ text: "The parcel is late." }).not.toBeSimilarTo(reference, { min: 0.6, model });
});

test("fails negated when the meanings are close", async () => {
  expect(await messageOf(expectText(output).not.toBeSimilarTo(reference, { min: 0.9, model })))
    .toMatchInlineSnapshot(`
    "expect(received).not.toBeSimilarTo(similarity): the similarity is 0.96, at least 0.9 is asked for

    Output:     You get your money back.
    Reference:  A refund is paid.
    At least:   0.9
    Rubric:     similarity v1 (d8205f676145)
    Verdict:    pass (score 0.96)
    Critique:   the similarity is 0.96, at least 0.9 is asked for
    Judge:      scripted-embeddings (prompt similarity/1, <n> ms)
    Cost:       not known"
  `);
});

test.each([
  [[[1, 0]]],
  [
    [
      [0, 0],
      [1, 0],
    ],
  ],
  [[[Number.NaN], [1]]],
])("is red on the vectors %j, negated or not", async (vectors) => {
  const broken = { id: "broken", embed: () => Promise.resolve(vectors) };
  const error = { code: "MODEL_BAD_EMBEDDING", outcome: "error" };

  await expect(
    expectText(output).toBeSimilarTo(reference, { min: 0.9, model: broken }),
  ).rejects.toMatchObject(error);
  await expect(
    expectText(output).not.toBeSimilarTo(reference, { min: 0.9, model: broken }),
  ).rejects.toMatchObject(error);
});

test("records the similarity as the score", async () => {
  const { checks } = await inCase(() =>
    expectText(output).toBeSimilarTo(reference, { min: 0.99, model, advisory: true }),
  );

  expect(checks).toMatchObject([
    { name: "toBeSimilarTo", subject: "similarity", outcome: "fail", score: expect.closeTo(0.96, 12) },
  ]);
});

test.each([
  [3, { min: 0.5 }, "the reference"],
  [reference, undefined, "the options"],
  [reference, {}, "`min`"],
  [reference, { min: 0.5, threshold: 1 }, '"threshold"'],
  [reference, { min: 0.5, model: { id: "gpt" } }, "no embedding model"],
])("refuses %j, %j, naming %s", async (wrong, options, named) => {
  const all = options === undefined ? undefined : { model, ...(options as { min: number }) };

  await expect(expectText(output).toBeSimilarTo(wrong, all as never)).rejects.toMatchObject({
    code: "MATCHER_ARGUMENT",
    message: expect.stringContaining(named),
  });
});

test("names the setting where there is no embedding model", async () => {
  await expect(expectText(output).toBeSimilarTo(reference, { min: 0.5 })).rejects.toMatchObject({
    code: "CONFIG_NO_JUDGE",
    message: expect.stringContaining("embeddings"),
  });
});
