import type { CaseFacts } from "./case-facts.ts";
import type { SummaryTables } from "./summary-tables.ts";
import { tallyClassification } from "./tally-classification.ts";
import { tallyRetrieval } from "./tally-retrieval.ts";
import { tallyStructure } from "./tally-structure.ts";
import { tallyTools } from "./tally-tools.ts";
import { tallyTransitions } from "./tally-transitions.ts";

/** The tables that the checks and traces of these cases fill; a table that nothing fills is left out. */
export function tallyTables(cases: readonly CaseFacts[], partitions: readonly string[]): SummaryTables {
  const tools = tallyTools(cases);
  const retrieval = tallyRetrieval(cases, partitions);
  const classification = tallyClassification(cases);
  const structure = tallyStructure(cases);
  const transitions = tallyTransitions(cases);
  return {
    ...(tools !== undefined && { tools }),
    ...(retrieval !== undefined && { retrieval }),
    ...(classification !== undefined && { classification }),
    ...(structure !== undefined && { structure }),
    ...(transitions !== undefined && { transitions }),
  };
}
