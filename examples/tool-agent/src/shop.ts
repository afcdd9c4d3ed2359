/** One order of the shop; amounts in whole euros. */
export interface Order {
  readonly id: string;
  readonly email: string;
  readonly item: string;
  readonly total: number;
  readonly status: "placed" | "shipped" | "delivered" | "cancelled";
  readonly address: string;
  readonly tracking?: string;
  /** Days since it was delivered. */
  readonly deliveredDaysAgo?: number;
  readonly refunded?: number;
}

/** The state that the tools read and change. */
export interface Shop {
  readonly orders: Map<string, Order>;
  readonly tickets: { readonly summary: string }[];
}

const orders: readonly Order[] = [
  {
    id: "1001",
    email: "lee@example.com",
    item: "desk lamp",
    total: 49,
    status: "placed",
    address: "4 Mill Lane, Leeds",
  },
  {
    id: "1002",
    email: "lee@example.com",
    item: "wall lamp",
    total: 89,
    status: "shipped",
    address: "4 Mill Lane, Leeds",
    tracking: "PX200",
  },
  {
    id: "1003",
    email: "kim@example.com",
    item: "floor lamp",
    total: 129,
    status: "delivered",
    address: "9 Park Road, York",
    tracking: "PX300",
    deliveredDaysAgo: 6,
  },
  {
    id: "1004",
    email: "kim@example.com",
    item: "lantern",
    total: 35,
    status: "delivered",
    address: "9 Park Road, York",
    tracking: "PX400",
    deliveredDaysAgo: 70,
  },
  {
    id: "1005",
    email: "sam@example.com",
    item: "ceiling lamp",
    total: 210,
    status: "placed",
    address: "2 Hill Street, Bath",
  },
  {
    id: "1006",
    email: "sam@example.com",
    item: "light bulbs",
    total: 18,
    status: "shipped",
    address: "2 Hill Street, Bath",
    tracking: "PX600",
  },
];

/** A shop as it is every morning: a fresh one for every case. */
export function createShop(): Shop {
  return { orders: new Map(orders.map((order) => [order.id, order])), tickets: [] };
}
