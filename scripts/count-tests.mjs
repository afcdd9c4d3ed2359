// Adds up Vitest's JSON reports in a folder and prints "N passed, N failed".
// usage: node scripts/count-tests.mjs <folder> <number of reports expected> [failed step ...]
// A failed step counts as one failure; the step "test" only when no report explains it.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readJson } from "./published-packages.mjs";

/** Counts what the reports hold; whatever should be there and is not counts as failed. */
export function countTests(reports, expectedReports, failedSteps) {
  const passed = sum(reports.map((report) => report.numPassedTests));
  const failedTests = sum(reports.map((report) => report.numFailedTests));
  const brokenFiles = sum(reports.map((report) => report.testResults.filter(isBrokenFile).length));
  const missingReports = Math.max(0, expectedReports - reports.length);
  const counted = failedTests + brokenFiles + missingReports;
  const testsFailed = reports.some((report) => !report.success) || failedSteps.includes("test");
  const unexplained = testsFailed && counted === 0 ? 1 : 0;
  const failed = counted + unexplained + failedSteps.filter((step) => step !== "test").length;
  return { passed, failed: passed === 0 && failed === 0 ? 1 : failed };
}

function isBrokenFile(file) {
  return file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed");
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [folder, expectedReports, ...failedSteps] = process.argv.slice(2);
  const reports = readdirSync(folder).map((file) => readJson(join(folder, file)));
  const { passed, failed } = countTests(reports, Number(expectedReports), failedSteps);
  for (const step of failedSteps) console.log(`failed step: ${step}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
