import type { ParcelService } from "./parcels.ts";
import type { Shop } from "./shop.ts";
import { callLocalTool, localDefinitions, type Arguments, type ToolDefinition } from "./tools.ts";

/** All tools of the agent, wherever they run. */
export interface Toolbox {
  readonly definitions: readonly ToolDefinition[];
  /** The MCP server that offers the tool; `undefined` for the shop's own. */
  readonly serverOf: (name: string) => string | undefined;
  readonly call: (name: string, args: Arguments) => unknown;
}

/** Other descriptions by tool name; a tool without one keeps its own. */
export type Descriptions = Readonly<Record<string, string>>;

export function createToolbox(shop: Shop, parcels: ParcelService, descriptions: Descriptions = {}): Toolbox {
  const remote = new Set(parcels.definitions.map(({ name }) => name));
  return {
    definitions: [...localDefinitions, ...parcels.definitions].map((tool) => ({
      ...tool,
      description: descriptions[tool.name] ?? tool.description,
    })),
    serverOf: (name) => (remote.has(name) ? "parcels" : undefined),
    call: (name, args) => (remote.has(name) ? parcels.call(name, args) : callLocalTool(shop, name, args)),
  };
}
