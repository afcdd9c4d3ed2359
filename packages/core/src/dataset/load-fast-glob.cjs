// CommonJS in both builds: an ES module cannot load a package lazily and at once, and a test file that uses no glob must not pay for one.
exports.loadFastGlob = () => require("fast-glob");
