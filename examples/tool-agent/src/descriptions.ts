import type { Descriptions } from "./toolbox.ts";

/** Two ways to describe the same tools; the evals compare what each does to the choice of a tool. */
export const descriptionVariants: Readonly<Record<"helpful" | "terse", Descriptions>> = {
  /** As the tools describe themselves: what they do, and how customers ask for it. */
  helpful: {},
  /** What they do, and nothing else. */
  terse: {
    get_order: "Look up an order.",
    list_orders: "List a customer's orders.",
    cancel_order: "Cancel an order.",
    refund_order: "Refund an order.",
    change_address: "Change an address.",
    apply_voucher: "Apply a voucher.",
    search_policies: "Search policies.",
    open_ticket: "Open a ticket.",
    track_parcel: "Track a parcel.",
    delivery_estimate: "Estimate a delivery.",
  },
};
