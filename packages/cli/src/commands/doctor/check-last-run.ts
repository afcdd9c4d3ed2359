import { isEvalError } from "@assay/core";
import { findRun, summarizeRun, type RunSettings } from "@assay/core/run";
import type { ProjectFacts } from "../../project/project-facts.ts";
import { note, ok, type Finding } from "./finding.ts";

const commands = { vitest: "npx vitest run", jest: "npx jest" };

/** Whether the newest run is complete. */
export function checkLastRun({ root, runners }: ProjectFacts, { outputDir }: RunSettings): Finding {
  try {
    const { runId, sealed, gate, cases } = summarizeRun(findRun(root, outputDir));
    if (!sealed) {
      const why = "Its runner died or still runs: what it says is not the whole";
      return note("last-run", `run ${runId} is not sealed`, why, "Run the evals again");
    }
    return ok("last-run", `run ${runId}: ${gate.verdict}, ${cases.length} cases`);
  } catch (error) {
    if (!isEvalError(error)) throw error;
    if (error.code !== "RUN_NOT_FOUND") {
      return note("last-run", error.message, "The newest run cannot be judged", "Run the evals again");
    }
    return note(
      "last-run",
      "there is no run yet",
      "Nothing was evaluated here",
      `Run the evals: ${runners.length === 1 && runners[0] !== undefined ? commands[runners[0]] : "npx vitest run, npx jest"}`,
    );
  }
}
