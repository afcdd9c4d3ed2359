/** The partitions that Assay knows; any other name is the user's own. */
export const knownPartitions = ["golden", "regression", "adversarial", "distribution"] as const;

export type KnownPartition = (typeof knownPartitions)[number];

/** A partition's name: one of the four known ones, or the user's own. */
export type PartitionName = KnownPartition | (string & {});

/** Where a result goes that no dataset, glob, tag or option gave a partition. */
export const unpartitioned = "unpartitioned";
