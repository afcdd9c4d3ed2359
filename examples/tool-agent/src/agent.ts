import type { ParcelService } from "./parcels.ts";
import { serveOffline } from "./offline-planner.ts";
import type { Reply } from "./reply.ts";
import type { Shop } from "./shop.ts";
import { createToolbox, type Descriptions } from "./toolbox.ts";
import { usesModel } from "./uses-model.ts";

export interface AgentOptions {
  readonly shop: Shop;
  readonly parcels: ParcelService;
  readonly descriptions?: Descriptions;
  readonly signal?: AbortSignal;
}

/** Serves a customer's request: with a model where the environment names one, else by rules. */
export async function serve(request: string, options: AgentOptions): Promise<Reply> {
  const tools = createToolbox(options.shop, options.parcels, options.descriptions);
  if (!usesModel()) return serveOffline(request, tools);
  const { serveWithModel } = await import("./openai-planner.ts");
  return serveWithModel(request, tools, options.signal);
}
