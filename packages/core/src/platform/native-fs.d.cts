import type * as nodeFs from "node:fs";

/** The file system of the platform, never a test's mock of it. */
export declare const fs: typeof nodeFs;
