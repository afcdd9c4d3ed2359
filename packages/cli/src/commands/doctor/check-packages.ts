import { installedPackage, type InstalledPackage } from "../../project/installed-package.ts";
import type { ProjectFacts, RunnerName } from "../../project/project-facts.ts";
import { note, ok, problem, type Finding } from "./finding.ts";

/** Whether this Node can run Assay, which needs 20.19, or 22.12 and newer. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (supported) return ok("node", `Node ${version}`);
  return problem(
    "node",
    `Node ${version} is not supported`,
    "ES modules are loaded by require(), which older versions cannot do",
    "Use Node 20.19, 22.12 or newer",
  );
}

/** `at least` to `below`, by major and minor version. */
const supportedRunners: { readonly [Name in RunnerName]: readonly (readonly [number, number])[] } = {
  vitest: [
    [4, 1],
    [5, 0],
  ],
  jest: [
    [29, 7],
    [30, 0],
  ],
};
const supportedText = { vitest: "4.1 and 5", jest: "29.7 and 30" };

/** Whether a runner is there, in a version that Assay knows, with the package for it. */
export function checkRunners({ runners, root }: ProjectFacts): Finding[] {
  if (runners.length === 0) {
    const remedy = "Install one: npm install --save-dev vitest @assay/vitest";
    return [
      problem("runner", "package.json names no test runner", "Evals are tests of Vitest or Jest", remedy),
    ];
  }
  const all = runners.map((runner) => ({ runner, adapter: installedPackage(`@assay/${runner}`, root) }));
  // A project may use the second runner for other tests.
  const used = all.some(({ adapter }) => adapter !== undefined)
    ? all.filter(({ adapter }) => adapter !== undefined)
    : all;
  return used.flatMap(({ runner, adapter }) => [checkRunner(runner, root), checkAdapter(runner, adapter)]);
}

function checkRunner(runner: RunnerName, root: string): Finding {
  const installed = installedPackage(runner, root);
  if (installed === undefined) {
    const why = "Nothing can run the evals";
    return problem("runner", `${runner} is not installed`, why, "Run your package manager's install");
  }
  const [major = 0, minor = 0] = installed.version.split(".").map(Number);
  const known = supportedRunners[runner].some(([least, from]) => major === least && minor >= from);
  if (known) return ok("runner", `${runner} ${installed.version}`);
  return problem(
    "runner",
    `${runner} ${installed.version} is not supported`,
    "What Assay relies on was tested with other versions: cases could get lost",
    `Install ${runner} ${supportedText[runner]}`,
  );
}

function checkAdapter(runner: RunnerName, adapter: InstalledPackage | undefined): Finding {
  const name = `@assay/${runner}`;
  if (adapter !== undefined) return ok("adapter", `${name} ${adapter.version}`);
  return problem(
    "adapter",
    `${name} is not installed`,
    "It brings the matchers, describeEval and the reporter",
    `Install it: npm install --save-dev ${name}`,
  );
}

/** Whether adapter, command and project use the same engine. */
export function checkCopies({ runners, root }: ProjectFacts, own: InstalledPackage | undefined): Finding[] {
  const adapters = runners.flatMap((runner) => installedPackage(`@assay/${runner}`, root) ?? []);
  const cores = [
    ...adapters.map(({ directory }) => installedPackage("@assay/core", directory)),
    installedPackage("@assay/core", root),
    own,
  ].filter((one) => one !== undefined);
  const versions = [...new Set(cores.map(({ version }) => version))];
  const places = [...new Set(cores.map(({ directory }) => directory))];
  if (versions.length > 1) {
    return [
      problem(
        "copies",
        `@assay/core is there in versions ${versions.join(" and ")}: ${places.join(", ")}`,
        "One reads the journal that the other wrote, and may not know its lines",
        "Install @assay/vitest or @assay/jest, @assay/core and @assay/cli in one version",
      ),
    ];
  }
  if (places.length > 1) {
    return [
      note(
        "copies",
        `@assay/core ${versions[0]} is there ${places.length} times: ${places.join(", ")}`,
        "It works, but each copy is loaded by itself",
        "Let the package manager share it: npm dedupe, pnpm dedupe",
      ),
    ];
  }
  return versions[0] === undefined ? [] : [ok("copies", `one copy of @assay/core, ${versions[0]}`)];
}
