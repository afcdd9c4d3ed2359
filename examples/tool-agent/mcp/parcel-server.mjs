// The parcel service: an MCP server on stdio with two tools. It knows parcels, not orders.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const parcels = {
  PX200: "in the depot of Sheffield, out for delivery tomorrow",
  PX300: "delivered",
  PX400: "delivered",
  PX600: "held at customs",
};

const server = new McpServer({ name: "parcels", version: "1.0.0" });

server.registerTool(
  "track_parcel",
  {
    description:
      "Track a parcel: where is my parcel now, the package is late, tracking number, still waiting, has not arrived.",
    inputSchema: { tracking_id: z.string().regex(/^PX\d{3}$/) },
  },
  ({ tracking_id: id }) =>
    parcels[id] === undefined
      ? { isError: true, content: [{ type: "text", text: `there is no parcel ${id}` }] }
      : { content: [{ type: "text", text: JSON.stringify({ place: parcels[id] }) }] },
);

server.registerTool(
  "delivery_estimate",
  {
    description: "Estimate how many days a delivery to a postcode takes: how long, how fast, delivery time.",
    inputSchema: { postcode: z.string().regex(/^[A-Z]{1,2}\d{1,2}$/) },
  },
  ({ postcode }) => ({
    content: [{ type: "text", text: JSON.stringify({ days: /^(?:AB|IV|KW)/.test(postcode) ? 4 : 2 }) }],
  }),
);

await server.connect(new StdioServerTransport());
