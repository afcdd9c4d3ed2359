import { afterAll, expect } from "vitest";
import { calibrateSimilarity, describeEval, rubricFile } from "@assay/vitest";
import type { Request } from "../cases/expectation.ts";
import { similarPairs } from "../cases/similar-pairs.ts";
import { embeddings } from "../judges.ts";
import { tellsMore, tone } from "../rubrics/tone.ts";
import { serve } from "../src/agent.ts";
import { connectParcels, type ParcelService } from "../src/parcels.ts";
import type { Reply } from "../src/reply.ts";
import { createShop } from "../src/shop.ts";
import { usesModel } from "../src/uses-model.ts";

interface Judged extends Request {
  /** What the release before this one answered. */
  readonly lastRelease: string;
}

interface Reference {
  readonly calls: readonly { readonly name: string; readonly args?: Readonly<Record<string, string>> }[];
  readonly reply: string;
}

let parcels: Promise<ParcelService> | undefined;
afterAll(async () => (await parcels)?.close());

async function ask(request: string, signal: AbortSignal): Promise<Reply> {
  parcels ??= connectParcels();
  return serve(request, { shop: createShop(), parcels: await parcels, signal });
}

// lexical() has no opinion on these. Without a model the cases are declared and not run, and the report says so.
const options = { dataset: "../cases/judged.jsonl", skip: !usesModel() && "needs a model" };
const saysWhatItDid = rubricFile("../rubrics/says-what-it-did.md");

describeEval<Judged, Reference>("says what it did", options, async ({ input, expected, signal }) => {
  const { text, trace } = await ask(input.request, signal);
  // The rubric is safety-critical: it is refused where no check without a model came before it.
  expect(trace).toCallTools(expected.calls, { order: "inOrder" });
  const context = trace.toolCalls.map((call) => JSON.stringify(call));
  await expect(text).toPassJudge(saysWhatItDid, { input: input.request, context, samples: 3 });
  return text;
});

describeEval<Judged, Reference>("is friendly", options, async ({ input, signal }) => {
  const { text } = await ask(input.request, signal);
  await expect(text).toScoreAtLeast(tone, 3, { input: input.request });
  return text;
});

describeEval<Judged, Reference>(
  "tells more than the last release",
  options,
  async ({ input, expected, signal }) => {
    const { text } = await ask(input.request, signal);
    const material = { input: input.request, reference: expected.reply };
    await expect(text).toBePreferredOver(input.lastRelease, tellsMore, material);
    return text;
  },
);

// Another model has another scale, so the threshold is calibrated with the one that is used. Offline it counts words.
let threshold: Promise<number> | undefined;
async function calibrate(): Promise<number> {
  const { best } = await calibrateSimilarity(similarPairs, { model: embeddings });
  if (best === undefined) throw new Error("No threshold tells the pairs apart.");
  return best.min;
}

const replies = [
  {
    id: "cancel-shipped",
    input: { request: "Cancel order 1002 please." },
    expected: "Order 1002 has shipped and cannot be cancelled.",
  },
  {
    id: "ship-abroad",
    input: { request: "How much is shipping abroad?" },
    expected: "Shipping abroad costs 12 euros. We ship to the European Union and to Norway.",
  },
].map((one) => ({ ...one, partition: "similarity" }));

describeEval("is about the same thing", { dataset: replies }, async ({ input, expected, signal }) => {
  const { text } = await ask(input.request, signal);
  threshold ??= calibrate();
  await expect(text).toBeSimilarTo(expected, { min: await threshold });
  return text;
});
