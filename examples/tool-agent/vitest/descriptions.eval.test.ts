import { afterAll, expect } from "vitest";
import { describeEval } from "@assay/vitest";
import { toolChoices, type ToolChoice } from "../cases/tool-choices.ts";
import { serve } from "../src/agent.ts";
import { descriptionVariants } from "../src/descriptions.ts";
import { connectParcels, type ParcelService } from "../src/parcels.ts";
import { createShop } from "../src/shop.ts";

let parcels: Promise<ParcelService> | undefined;
afterAll(async () => (await parcels)?.close());

// One suite per variant over one list of cases: the same ids, a partition of its own, and the dimension `variant`.
for (const [variant, descriptions] of Object.entries(descriptionVariants)) {
  const dataset = toolChoices.map((one) => ({
    ...one,
    partition: `${variant} descriptions`,
    metadata: { variant, tool: one.expected.tool },
  }));

  describeEval<ToolChoice["input"], ToolChoice["expected"]>(
    `tool choice, ${variant}`,
    { dataset },
    async ({ input, expected, signal }) => {
      parcels ??= connectParcels();
      const options = { shop: createShop(), parcels: await parcels, descriptions, signal };
      const reply = await serve(input.request, options);
      expect(reply.trace).toCallTool(expected.tool);
      return reply.text;
    },
  );
}
