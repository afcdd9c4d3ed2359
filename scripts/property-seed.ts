import { configureGlobal } from "fast-check";

// A merge is not decided by chance: CI fixes the seed. At home every run tries other values.
const seed = process.env["PROPERTY_SEED"];
if (seed !== undefined) configureGlobal({ seed: Number(seed) });
