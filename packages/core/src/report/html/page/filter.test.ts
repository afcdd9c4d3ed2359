import fc from "fast-check";
import { expect, test } from "vitest";
import { formatFilter, noFilter, parseFilter, sortOrders, type Filter } from "./filter.ts";
import { formatRoute, parseRoute } from "./route.ts";

const filter: fc.Arbitrary<Filter> = fc.record({
  partition: fc.string(),
  outcome: fc.string(),
  check: fc.string(),
  tag: fc.string(),
  dimensions: fc.dictionary(
    fc.string().filter((name) => name !== "__proto__"),
    fc.string({ minLength: 1 }),
  ),
  text: fc.string(),
  sort: fc.constantFrom(...sortOrders),
  page: fc.integer({ min: 1, max: 1000 }),
});

test("an address gives every filter back", () => {
  fc.assert(
    fc.property(filter, (one) => {
      const { query } = parseRoute(formatRoute({ caseKey: "", query: formatFilter(one) }));
      expect(parseFilter(query)).toEqual({ ...one, dimensions: { ...one.dimensions } });
    }),
  );
});

test.each(["", "page=-3", "page=x", "sort=random", "unknown=1"])(
  "of the address %j everything is shown",
  (query) => {
    expect(parseFilter(query)).toEqual(noFilter);
  },
);

test.each(["", "#", "#/", "#/case/", "#/case/../x", "#/case/<script>", "#/other", "#main"])(
  "the address %j is the list",
  (hash) => {
    expect(parseRoute(hash).caseKey).toBe("");
  },
);

test("a case keeps the filter of the list it was opened from", () => {
  const route = { caseKey: "0123456789ab", query: "partition=golden&q=a%3Fb" };

  expect(parseRoute(formatRoute(route))).toEqual(route);
});
