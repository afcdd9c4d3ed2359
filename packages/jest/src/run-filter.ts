import type { RunFilter } from "@assay/core/run";
import type { JestGlobalConfig } from "./jest-results.ts";

/** What narrows this run to a part of the suite. */
export function runFilter(config: JestGlobalConfig): RunFilter {
  const paths = pathFilters(config);
  return {
    ...(config.testNamePattern !== undefined &&
      config.testNamePattern !== "" && { testNamePattern: config.testNamePattern }),
    ...(isChangedOnly(config) && { changedOnly: true }),
    ...(paths.length > 0 && { paths }),
  };
}

function isChangedOnly(config: JestGlobalConfig): boolean {
  const { onlyChanged, onlyFailures, lastCommit, changedSince, findRelatedTests } = config;
  return (
    [onlyChanged, onlyFailures, lastCommit, findRelatedTests].includes(true) || (changedSince ?? "") !== ""
  );
}

function pathFilters(config: JestGlobalConfig): readonly string[] {
  if (config.findRelatedTests === true) return [];
  if (config.testPathPatterns !== undefined) return config.testPathPatterns.patterns;
  return (config.testPathPattern ?? "").split("|").filter((pattern) => pattern !== "");
}
