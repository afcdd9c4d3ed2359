import type fastGlob from "fast-glob";

/** Loads fast-glob now, in ES modules, in CommonJS and in Jest's sandbox. */
export declare function loadFastGlob(): typeof fastGlob;
