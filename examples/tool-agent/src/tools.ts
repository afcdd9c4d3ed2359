import { searchPolicies } from "./policies.ts";
import type { Order, Shop } from "./shop.ts";

/** Arguments as the planner or the model gave them. */
export type Arguments = Readonly<Record<string, unknown>>;

/** A tool as a model sees it. */
export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly parameters: { readonly type: "object"; readonly [keyword: string]: unknown };
}

/** What went wrong, in words that a customer may read. */
export class ToolError extends Error {}

interface LocalTool extends ToolDefinition {
  readonly run: (shop: Shop, args: Arguments) => unknown;
}

const orderId = { type: "string", pattern: "^\\d{4}$" };

/** The tools that work on the shop's own state. The parcel service offers more: see parcels.ts. */
const localTools: readonly LocalTool[] = [
  {
    name: "get_order",
    description:
      "Look up one order by its number: what was ordered, the total, the status, has it shipped already?",
    parameters: schema({ order_id: orderId }),
    run: (shop, args) => findOrder(shop, args),
  },
  {
    name: "list_orders",
    description:
      "List all orders of a customer by email: which orders, order history, I lost my order number.",
    parameters: schema({ email: { type: "string", format: "email" } }),
    run: ({ orders }, { email }) => [...orders.values()].filter((order) => order.email === email),
  },
  {
    name: "cancel_order",
    description:
      "Cancel an order that is not on its way: stop it, ordered by mistake, do not want it any more.",
    parameters: schema({ order_id: orderId }),
    run: (shop, args) => change(shop, unshipped(findOrder(shop, args), "cancelled"), { status: "cancelled" }),
  },
  {
    name: "refund_order",
    description: "Refund an order: money back, return it, it came broken or damaged, wrong item.",
    parameters: schema({ order_id: orderId }),
    run: (shop, args) => {
      const order = refundable(findOrder(shop, args));
      return change(shop, order, { refunded: order.total });
    },
  },
  {
    name: "change_address",
    description: "Change the address of an order: moved house, wrong address, another address.",
    parameters: schema({ order_id: orderId, address: { type: "string", minLength: 5 } }),
    run: (shop, args) =>
      change(shop, unshipped(findOrder(shop, args), "sent elsewhere"), { address: String(args["address"]) }),
  },
  {
    name: "apply_voucher",
    description: "Apply a voucher code to an order: discount, coupon.",
    parameters: schema({ order_id: orderId, code: { type: "string" } }),
    run: () => {
      throw new ToolError("this voucher is not valid");
    },
  },
  {
    name: "search_policies",
    description:
      "Search the shop's policies: returns policy, warranty, payment methods, gift cards, shipping costs, shipping abroad, privacy, recycling.",
    parameters: schema({ query: { type: "string", minLength: 1 } }),
    run: (_, { query }) => searchPolicies(String(query)),
  },
  {
    name: "open_ticket",
    description: "Hand over to a person: speak to a human, a manager, make a complaint, somebody call me.",
    parameters: schema({ summary: { type: "string", minLength: 1 } }),
    run: ({ tickets }, { summary }) => ({ ticket: tickets.push({ summary: String(summary) }) }),
  },
];

/** Definitions of the local tools, for the planner and for a model. */
export const localDefinitions: readonly ToolDefinition[] = localTools.map(({ run: _run, ...tool }) => tool);

/** Carries out a call of a local tool. @throws ToolError when the shop's rules forbid it. */
export function callLocalTool(shop: Shop, name: string, args: Arguments): unknown {
  const tool = localTools.find((one) => one.name === name);
  if (tool === undefined) throw new ToolError(`there is no tool "${name}"`);
  return tool.run(shop, args);
}

/** The local tools as functions of arguments and shop, for replaying calls. */
export const replayTools: Readonly<Record<string, (args: Arguments, shop: Shop) => unknown>> =
  Object.fromEntries(localTools.map(({ name, run }) => [name, (args, shop) => run(shop, args)]));

function schema(properties: Readonly<Record<string, unknown>>): ToolDefinition["parameters"] {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}

function findOrder({ orders }: Shop, { order_id: id }: Arguments): Order {
  const order = orders.get(String(id));
  if (order === undefined) throw new ToolError(`there is no order ${String(id)}`);
  return order;
}

function unshipped(order: Order, wish: string): Order {
  if (order.status !== "placed")
    throw new ToolError(`order ${order.id} is ${order.status} and cannot be ${wish}`);
  return order;
}

const refundDays = 30;

function refundable(order: Order): Order {
  if (order.status !== "delivered") throw new ToolError(`order ${order.id} has not been delivered`);
  if ((order.deliveredDaysAgo ?? 0) > refundDays)
    throw new ToolError(`order ${order.id} was delivered more than ${refundDays} days ago`);
  if (order.refunded !== undefined) throw new ToolError(`order ${order.id} is refunded already`);
  return order;
}

function change({ orders }: Shop, order: Order, fields: Partial<Order>): Order {
  const changed = { ...order, ...fields };
  orders.set(order.id, changed);
  return changed;
}
