import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { evalErrorOf } from "./test-helpers/dataset-folder.ts";

// Named as in JSONTestSuite: y_ has to be accepted, n_ refused. Beyond RFC 8259, n_ has what a dataset would lose silently.
const folder = join(import.meta.dirname, "../../../../fixtures/datasets/json");
const files = readdirSync(folder);
const accepted = files.filter((name) => name.startsWith("y_"));
const refused = files.filter((name) => name.startsWith("n_"));

test("there are files of both kinds", () => {
  expect(accepted.length).toBeGreaterThan(20);
  expect(refused.length).toBeGreaterThan(40);
  expect(accepted.length + refused.length).toBe(files.length);
});

test.each(accepted)("accepts %s, with the values that JSON.parse gives", async (name) => {
  const lines = readFileSync(join(folder, name), "utf8")
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/)
    .filter((line) => line !== "");

  const { cases } = await loadDataset(name, { from: folder });

  // Not toStrictEqual: it takes a "constructor" key for the class.
  expect(
    isDeepStrictEqual(
      cases.map(({ id, input }) => ({ id, input })),
      lines.map((line) => JSON.parse(line) as unknown),
    ),
  ).toBe(true);
});

test.each(refused)("refuses %s, with line and column", async (name) => {
  const { code, location } = await evalErrorOf(() => loadDataset(name, { from: folder }));

  expect(["DATASET_SYNTAX", "DATASET_ENCODING"]).toContain(code);
  expect(location).toEqual({
    file: join(folder, name),
    line: expect.any(Number),
    column: expect.any(Number),
  });
});
