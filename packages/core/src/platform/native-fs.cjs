// CommonJS in both builds, as native-require.cjs: the file system as it is, whatever a test mocks and whenever this file
// loads. In Jest a module of ours may load after jest.mock("fs"), and a verdict must not depend on that.
const { runInThisContext } = require("node:vm");

exports.fs = runInThisContext("process.getBuiltinModule('node:fs')");
