import type * as jsonSchema from "@cfworker/json-schema";
import type * as csvParse from "csv-parse/sync";
import type CliTable from "cli-table3";
import type * as fastGlob from "fast-glob";
import type * as jiti from "jiti";
import type * as yaml from "yaml";
import type * as zod from "zod";

/** Packages that load when asked for, at once, and outside of a test runner's sandbox. */
export declare function loadCsvParse(): typeof csvParse;
export declare function loadCliTable(): typeof CliTable;
export declare function loadFastGlob(): typeof fastGlob;
export declare function loadJsonSchema(): typeof jsonSchema;
export declare function loadJiti(): typeof jiti;
/** The user's own package: any major. */
export declare function loadOpenAi(): unknown;
export declare function loadYaml(): typeof yaml;
export declare function loadZod(): typeof zod;
