import { namedConfig, type RunnerInfo } from "@assay/core/run";
import { resolve } from "node:path";
import { jestVersion } from "./jest-version.ts";

/** Jest, and what its tests need beside it: a configuration of their own, and Node's flag for ES modules. */
export function runnerInfo(
  root: string,
  argv: readonly string[] = process.argv,
  nodeOptions: string = [...process.execArgv, process.env["NODE_OPTIONS"] ?? ""].join(" "),
): RunnerInfo {
  const file = givenConfig(argv);
  const config = file === undefined ? undefined : namedConfig(root, resolve(file), foundByItself);
  return {
    name: "jest",
    version: jestVersion(root),
    ...(config !== undefined && { config }),
    ...(nodeOptions.split(/\s+/).includes(vmModules) && { nodeOptions: vmModules }),
  };
}

const vmModules = "--experimental-vm-modules";

const foundByItself = /^jest\.config\.(?:[cm]?[jt]s|json)$/;

/** Jest tells its reporters nothing of the file that it read, nor whether one was named. */
function givenConfig(argv: readonly string[]): string | undefined {
  const joined = argv.find((word) => /^(?:--config|-c)=/.test(word));
  const place = argv.findIndex((word) => word === "--config" || word === "-c");
  const value = joined?.slice(joined.indexOf("=") + 1) ?? (place < 0 ? undefined : argv[place + 1]);
  return value === undefined || value === "" || value.startsWith("{") ? undefined : value;
}
