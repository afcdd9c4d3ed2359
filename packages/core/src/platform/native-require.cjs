// CommonJS in both builds, for two things that an ES module cannot do without import.meta: load a package at once and only
// when it is needed, and load it outside of the sandboxes of Jest and vmThreads, where that would be slow (once per test
// file) or fail (no import()). In a sandbox `process` and "node:module" are the runner's own; node:vm leads out of it.
const { runInThisContext } = require("node:vm");

const { createRequire } = runInThisContext("process.getBuiltinModule('node:module')");
const nativeRequire = createRequire(__filename);

exports.loadCliTable = () => nativeRequire("cli-table3");
exports.loadCsvParse = () => nativeRequire("csv-parse/sync");
exports.loadFastGlob = () => nativeRequire("fast-glob");
exports.loadJsonSchema = () => nativeRequire("@cfworker/json-schema");
exports.loadJiti = () => nativeRequire("jiti");
exports.loadOpenAi = () => nativeRequire("openai");
exports.loadYaml = () => nativeRequire("yaml");
exports.loadZod = () => nativeRequire("zod");
