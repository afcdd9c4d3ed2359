import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { assertSameDigests, datasetDigest } from "./dataset-digest.ts";
import { loadDataset } from "./load-dataset.ts";
import { pinDatasets } from "./pin-datasets.ts";
import { datasetFolder, evalErrorOf } from "./test-helpers/dataset-folder.ts";

// printf '{"id":"a","input":1}\n' | sha256sum
const digest = "sha256:d677f3cc8c38e3e46ee6b495ba523515f122e737a647de5d19d14c5760b35147";

test("digests the bytes of a file, the same when loading", async () => {
  const file = join(datasetFolder({ "a.jsonl": '{"id":"a","input":1}\n' }), "a.jsonl");

  expect(datasetDigest([file])).toEqual([{ file, digest }]);
  expect((await loadDataset(file)).digests).toEqual([{ file, digest }]);
});

test("refuses a dataset that changed between two workers", async () => {
  const file = join(datasetFolder({ "a.jsonl": '{"id":"a","input":1}\n' }), "a.jsonl");
  const first = (await loadDataset(file)).digests;
  appendFileSync(file, '{"id":"b","input":2}\n');
  const second = (await loadDataset(file)).digests;

  const error = await evalErrorOf(() => assertSameDigests(first, second));

  expect(error.code).toBe("DATASET_CHANGED");
  expect(error.message).toContain("the file changed while the run was going on");
});

test("accepts equal digests, and files that only one side read", async () => {
  const folder = datasetFolder({ "a.jsonl": '{"id":"a","input":1}\n' });
  const [first] = datasetDigest([join(folder, "a.jsonl")]);
  writeFileSync(join(folder, "b.jsonl"), "x");

  expect(() =>
    assertSameDigests(
      first === undefined ? [] : [first],
      datasetDigest([join(folder, "a.jsonl"), join(folder, "b.jsonl")]),
    ),
  ).not.toThrow();
});

test("lets every worker of a run read a dataset in one state", async () => {
  const file = join(datasetFolder({ "a.jsonl": '{"id":"a","input":1}\n' }), "a.jsonl");
  const run = datasetFolder();
  const { digests } = await loadDataset(file);

  pinDatasets(run, digests);

  expect(() => pinDatasets(run, datasetDigest([file]))).not.toThrow();
});

test("refuses a dataset that another worker of the run saw in another state, from then on for all", async () => {
  const file = join(datasetFolder({ "a.jsonl": '{"id":"a","input":1}\n' }), "a.jsonl");
  const run = datasetFolder();
  const first = datasetDigest([file]);
  pinDatasets(run, first);
  appendFileSync(file, '{"id":"b","input":2}\n');

  const error = await evalErrorOf(() => pinDatasets(run, datasetDigest([file])));

  expect(error.code).toBe("DATASET_CHANGED");
  expect(error.location).toEqual({ file });
  await expect(async () => pinDatasets(run, first)).rejects.toThrow("Run again");
});

test("keeps two files of a run apart", () => {
  const folder = datasetFolder({ "a.jsonl": "1", "b.jsonl": "2" });
  const run = datasetFolder();

  expect(() =>
    pinDatasets(run, datasetDigest([join(folder, "a.jsonl"), join(folder, "b.jsonl")])),
  ).not.toThrow();
});
