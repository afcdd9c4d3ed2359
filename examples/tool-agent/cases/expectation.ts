import { createShop, type Order, type Shop } from "../src/shop.ts";
import type { RequestKind } from "../src/classify-request.ts";

/** What a customer wrote. */
export interface Request {
  readonly request: string;
}

/** What the agent should make of it. */
export interface Expectation {
  /** Every call, in this order. */
  readonly calls: readonly { readonly name: string; readonly args?: Readonly<Record<string, string>> }[];
  readonly kind: RequestKind;
  /** A phrase that the answer holds. */
  readonly says: string;
  /** Policies that the search has to find. */
  readonly documents?: readonly string[];
  /** Fields of orders that are different afterwards. */
  readonly changed?: Readonly<Record<string, Partial<Order>>>;
  /** Tickets that are open afterwards. */
  readonly tickets?: number;
}

/** What is in the shop: the orders, and how many tickets are open. */
export function stockTaking({ orders, tickets }: Shop): unknown {
  return { orders: Object.fromEntries(orders), tickets: tickets.length };
}

/** The shop as it should be afterwards. */
export function expectedShop({ changed = {}, tickets = 0 }: Expectation): unknown {
  const { orders } = createShop();
  for (const [id, fields] of Object.entries(changed))
    orders.set(id, { ...(orders.get(id) as Order), ...fields });
  return { orders: Object.fromEntries(orders), tickets };
}
