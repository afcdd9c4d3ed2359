#!/usr/bin/env node
import { runCommand } from "../dist/main.js";
import { processIo } from "../dist/io.js";

process.exitCode = await runCommand(process.argv.slice(2), processIo());
