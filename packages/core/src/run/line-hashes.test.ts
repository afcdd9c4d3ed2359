import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { LineHashes } from "./line-hashes.ts";

/** The digest as it is defined, in the fewest words. */
function definedDigest(lines: readonly Buffer[]): string {
  const hashes = lines.map((line) => createHash("sha256").update(line).digest("base64")).sort();
  return createHash("sha256").update(hashes.join("")).digest("hex");
}

function digestOf(lines: readonly Buffer[]): string {
  const hashes = new LineHashes();
  for (const line of lines) hashes.add(line);
  expect(hashes.count).toBe(lines.length);
  return hashes.digest();
}

const lines = (count: number): Buffer[] => Array.from({ length: count }, (_, i) => Buffer.from(`line ${i}`));

test.each([0, 1, 2, 63, 1_024, 1_025, 4_095, 4_096, 20_000])("digest of %i lines, as defined", (count) => {
  expect(digestOf(lines(count))).toBe(definedDigest(lines(count)));
});

test("equal lines count as often as they are there, in any order", () => {
  const doubled = [...lines(5_000), ...lines(5_000)];
  const expected = definedDigest(doubled);
  expect(digestOf(doubled)).toBe(expected);
  expect(digestOf(doubled.toReversed())).toBe(expected);
  expect(digestOf(lines(5_000))).not.toBe(expected);
});

test("hashes that share their first letters are still in order", () => {
  const shared = lines(300_000).filter((line) =>
    createHash("sha256").update(line).digest("base64").startsWith("Az"),
  );
  expect(shared.length).toBeGreaterThan(50);
  const many = Array.from({ length: 80 }, () => shared).flat();
  expect(many.length).toBeGreaterThan(4_096);
  expect(digestOf(many)).toBe(definedDigest(many));
});
