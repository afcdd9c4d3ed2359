// Compares the public types of every entry with packages/<name>/api/<entry>.api.md. --write updates the reports.
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";
import { publishedPackages, typedEntries } from "./published-packages.mjs";

const write = process.argv.includes("--write");
const stale = [];
const compilerOptions = {
  target: "es2022",
  lib: ["es2024", "dom"],
  module: "nodenext",
  moduleResolution: "nodenext",
  types: ["node"],
  strict: true,
  skipLibCheck: true,
};

for (const entry of publishedPackages()) {
  const reports = typedEntries(entry.manifest).map(([name, types]) => checkEntry(entry, name, types));
  const folder = join(entry.directory, "api");
  const found = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".api.md")) : [];
  for (const file of found.filter((name) => !reports.includes(name))) {
    if (write) rmSync(join(folder, file));
    else stale.push(`${entry.manifest.name}: api/${file} belongs to no entry`);
  }
}

for (const line of stale) console.error(line);
if (stale.length > 0) {
  console.error(
    "The public types changed. Look at the difference, then run node scripts/check-api.mjs --write and commit it.",
  );
  process.exitCode = 1;
} else {
  console.log(write ? "api reports written" : "api reports are current");
}

function checkEntry({ directory, manifest }, entry, types) {
  const name = entry === "." ? "index" : entry.slice(2).replaceAll("/", "-");
  const report = `${name}.api.md`;
  mkdirSync(join(directory, "api"), { recursive: true });
  const missing = !existsSync(join(directory, "api", report));
  const { apiReportChanged, errorCount } = Extractor.invoke(configOf(directory, types, report), {
    localBuild: write,
    messageCallback: quiet,
  });
  if (errorCount > 0) stale.push(`${manifest.name} ${entry}: api-extractor found ${errorCount} errors`);
  if (!write && missing) stale.push(`${manifest.name} ${entry}: api/${report} is missing`);
  else if (!write && apiReportChanged) stale.push(`${manifest.name} ${entry}: api/${report} is not current`);
  return report;
}

function configOf(directory, types, report) {
  return ExtractorConfig.prepare({
    configObjectFullPath: join(directory, "api-extractor.json"),
    packageJsonFullPath: join(directory, "package.json"),
    configObject: {
      projectFolder: directory,
      mainEntryPointFilePath: join(directory, types),
      newlineKind: "lf",
      compiler: { overrideTsconfig: { compilerOptions, include: [join(directory, types)] } },
      apiReport: {
        enabled: true,
        reportFileName: report,
        reportFolder: join(directory, "api"),
        reportTempFolder: join(directory, "temp"),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: "error" } },
        extractorMessageReporting: { default: { logLevel: "none" } },
        tsdocMessageReporting: { default: { logLevel: "none" } },
      },
    },
  });
}

// Errors are shown; the notes on where a report was copied are not.
function quiet(message) {
  if (message.logLevel === "error") console.error(message.formatMessageWithLocation(undefined));
  message.handled = true;
}
