"use strict";

const { join } = require("node:path");
const { createPreset } = require("./dist/cjs/preset.js");

module.exports = createPreset(join(__dirname, "dist", "cjs"), process.cwd());
