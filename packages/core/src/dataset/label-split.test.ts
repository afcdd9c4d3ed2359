import fc from "fast-check";
import { expect, test } from "vitest";
import { labelSplit, type LabelSplit } from "./label-split.ts";

interface Labelled {
  readonly id: string;
}

const ids = fc.uniqueArray(fc.string({ unit: "binary", minLength: 1 }), { maxLength: 40 });
const cases = (list: readonly string[]): Labelled[] => list.map((id) => ({ id }));
const parts = ({ train, dev, test: rest }: LabelSplit<Labelled>): Map<string, string> =>
  new Map(
    Object.entries({ train, dev, rest }).flatMap(([part, members]) => members.map(({ id }) => [id, part])),
  );

// Python 3: int.from_bytes(hashlib.sha256((salt + id).encode()).digest()[:4], "big") / 2**32
test.each([
  ["", "c", "train"], // 0.1816
  ["", "b", "dev"], // 0.2427
  ["", "é", "dev"], // 0.2914
  ["", "refund-window", "test"], // 0.6282
  ["", "plan-1", "test"], // 0.8845
  ["2026", "refund-window", "test"], // 0.6449
] as const)("with salt %j puts %j into %s", (salt, id, part) => {
  const one = { id };

  expect(labelSplit([one], { salt })[part]).toEqual([one]);
});

test("puts every case into exactly one part, in the order given", () => {
  fc.assert(
    fc.property(ids, fc.string(), (list, salt) => {
      const split = labelSplit(cases(list), { salt });

      const all = [...split.train, ...split.dev, ...split.test].map(({ id }) => id);
      expect(all.toSorted()).toEqual(list.toSorted());
      for (const members of Object.values(split) as Labelled[][]) {
        expect(members.map(({ id }) => id)).toEqual(
          list.filter((id) => members.some((one) => one.id === id)),
        );
      }
    }),
  );
});

test("leaves cases where they are when others come, go or change places", () => {
  fc.assert(
    fc.property(ids, ids, (before, more) => {
      const first = parts(labelSplit(cases(before)));

      const second = parts(labelSplit(cases([...new Set([...more, ...before.toReversed()])])));

      for (const id of before) expect(second.get(id)).toBe(first.get(id));
    }),
  );
});

test("splits 20 : 40 : 40, and anew with another salt", () => {
  const list = cases(Array.from({ length: 10_000 }, (_, index) => `case-${index}`));

  const { train, dev, test: rest } = labelSplit(list);
  const other = parts(labelSplit(list, { salt: "2" }));

  // Six standard deviations of the binomial distribution: 6 * sqrt(10,000 * p * (1 - p)).
  expect(Math.abs(train.length - 2000)).toBeLessThan(240);
  expect(Math.abs(dev.length - 4000)).toBeLessThan(294);
  expect(Math.abs(rest.length - 4000)).toBeLessThan(294);
  // Of independent splits, 0.2^2 + 0.4^2 + 0.4^2 = 36 % stay.
  const same = [...parts(labelSplit(list))].filter(([id, part]) => other.get(id) === part).length;
  expect(Math.abs(same - 3600)).toBeLessThan(288);
});
