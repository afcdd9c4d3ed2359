import { afterAll, expect } from "@jest/globals";
import { connectMcp, describeEval, fuzzy, recordTrace, type McpConnection } from "@assay/jest";
import { expectedShop, stockTaking, type Expectation, type Request } from "../cases/expectation.ts";
import { replyRules } from "../rubrics/reply-rules.ts";
import { serve } from "../src/agent.ts";
import { connectParcels, parcelServer, type ParcelService } from "../src/parcels.ts";
import { createShop } from "../src/shop.ts";
import { localDefinitions, replayTools } from "../src/tools.ts";

// The agent's own connection to the parcel service, and one of ours that says what the service really offers.
let parcels: Promise<ParcelService> | undefined;
let mcp: Promise<McpConnection> | undefined;
afterAll(async () => {
  await (await parcels)?.close();
  await (await mcp)?.close();
});

const dataset = ["golden", "regression", "adversarial", "distribution"].map(
  (partition) => `../cases/${partition}.jsonl`,
);

describeEval<Request, Expectation>("order desk", { dataset }, async ({ input, expected, signal }) => {
  parcels ??= connectParcels();
  mcp ??= connectMcp(parcelServer);
  const reply = await serve(input.request, { shop: createShop(), parcels: await parcels, signal });
  const tools = [...localDefinitions, ...(await mcp).tools];
  recordTrace({ steps: reply.trace.steps, tools });

  expect(reply.kind).toClassifyAs(expected.kind, {
    group: "kind of request",
    labels: ["question", "change", "complaint"],
    advisory: true,
  });
  // Which argument is read wrongly, and how often, over all cases: measured, and gated by the calls above.
  const wanted = expected.calls.at(-1)?.args ?? {};
  if (Object.keys(wanted).length > 0) {
    const read = reply.trace.toolCalls.at(-1)?.args ?? {};
    expect(read).toMatchStructure(wanted, { fields: { address: fuzzy(0.9) }, advisory: true });
  }
  if (expected.calls.length === 0) expect(reply.trace).toCallNoTools();
  else expect(reply.trace).toCallTools(expected.calls, { order: "inOrder" });
  expect(reply.trace).toCallToolsOf(tools);
  expect(reply.trace).toFollowTrajectory(
    ["plan", "choose tool", "read arguments", "look up", "act", "answer"],
    { mode: "within", maxSteps: 20 },
  );
  if (expected.documents !== undefined) {
    expect(reply.trace).toRetrieve(expected.documents, { recallAt: { 3: 1 } });
    // Claims are what lexical() can judge without a model: nothing may be said of a policy that was not found.
    const found = reply.trace.retrievals.flatMap(({ documents }) => documents);
    await expect(reply.text).toBeFaithfulTo(found.map(({ text }) => text ?? ""));
  }
  await expect(reply.trace).toReachState(expectedShop(expected), {
    from: createShop,
    tools: replayTools,
    ignoreTools: ["track_parcel", "delivery_estimate"],
    read: stockTaking,
  });
  expect(reply.text).toSatisfyConstraints(replyRules.mustMention("the answer", [expected.says]));
  return reply.text;
});
