import type { Usage } from "../trace/trace.ts";
import { costOf, type ModelPrice } from "./model-price.ts";

/** Prices by the model's name, as it is asked for or as the server says that it served. */
export interface PriceTable {
  readonly [model: string]: ModelPrice;
}

const tableSymbol = Symbol.for("assay.prices.1");
const holder = globalThis as { [tableSymbol]?: PriceTable };

/** Sets `prices` of the configuration for all models of this process. */
export function configurePrices(prices: PriceTable = {}): void {
  holder[tableSymbol] = prices;
}

/** What `usage` cost, in US dollars, by the first of `models` that has a price; `undefined` when none has. */
export function listedCost(
  usage: Usage | undefined,
  ...models: readonly (string | undefined)[]
): number | undefined {
  const table = holder[tableSymbol] ?? {};
  const known = models.find((model) => model !== undefined && Object.hasOwn(table, model));
  return known === undefined ? undefined : costOf(usage, table[known]);
}
