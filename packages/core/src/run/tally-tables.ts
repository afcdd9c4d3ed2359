import type { CaseFacts } from "./case-facts.ts";
import { record } from "./record.ts";
import type { CheckTables, SummaryTables } from "./summary-tables.ts";
import { tallyBias } from "./tally-bias.ts";
import { tallyClassification } from "./tally-classification.ts";
import { tallyRetrieval } from "./tally-retrieval.ts";
import { tallyStructure } from "./tally-structure.ts";
import { tallyTools } from "./tally-tools.ts";
import { tallyTransitions } from "./tally-transitions.ts";

/**
 * The tables that the checks and traces of these cases fill; a table that nothing fills is left out. Cases of a variant are
 * the same cases once more: counted together they would say nothing of either.
 */
export function tallyTables(cases: readonly CaseFacts[], partitions: readonly string[]): SummaryTables {
  const names = [...new Set(cases.flatMap(({ variant }) => variant ?? []))].sort();
  const variants = names.flatMap((name) => {
    const tables = tally(
      cases.filter(({ variant }) => variant === name),
      partitions,
    );
    return Object.keys(tables).length === 0 ? [] : [[name, tables] as const];
  });
  return {
    ...tally(
      cases.filter(({ variant }) => variant === undefined),
      partitions,
    ),
    ...(variants.length > 0 && { variants: record(variants) }),
  };
}

function tally(cases: readonly CaseFacts[], partitions: readonly string[]): CheckTables {
  const tools = tallyTools(cases);
  const retrieval = tallyRetrieval(cases, partitions);
  const classification = tallyClassification(cases);
  const structure = tallyStructure(cases);
  const transitions = tallyTransitions(cases);
  const judges = tallyBias(cases);
  return {
    ...(tools !== undefined && { tools }),
    ...(retrieval !== undefined && { retrieval }),
    ...(classification !== undefined && { classification }),
    ...(structure !== undefined && { structure }),
    ...(transitions !== undefined && { transitions }),
    ...(judges !== undefined && { judges }),
  };
}
