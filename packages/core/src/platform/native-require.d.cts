import type * as fastGlob from "fast-glob";
import type * as jiti from "jiti";
import type * as zod from "zod";

/** Packages that load when asked for, at once, and outside of a test runner's sandbox. */
export declare function loadFastGlob(): typeof fastGlob;
export declare function loadJiti(): typeof jiti;
export declare function loadZod(): typeof zod;
