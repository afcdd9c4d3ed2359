"use strict";

// Absolute paths: package managers that do not hoist hide our files from the project's own resolver.
const { join } = require("node:path");

const file = (name) => join(__dirname, "dist", "cjs", `${name}.js`);

module.exports = {
  setupFilesAfterEnv: [file("setup")],
  reporters: ["default", file("reporter")],
  maxConcurrency: 50,
};
