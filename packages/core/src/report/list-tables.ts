import type { Summary } from "../run/summary.ts";
import { classificationTable } from "./classification-table.ts";
import type { ReportTable } from "./report-table.ts";
import { retrievalTable } from "./retrieval-table.ts";
import { structureTable } from "./structure-table.ts";
import { toolsTable } from "./tools-table.ts";
import { transitionsTable } from "./transitions-table.ts";

/** The tables that a summary has, in the order in which a reader needs them. */
export function listTables(summary: Summary): ReportTable[] {
  const { tools, transitions, retrieval, classification = [], structure } = summary;
  return [
    ...(tools === undefined ? [] : [toolsTable(tools)]),
    ...(transitions === undefined ? [] : [transitionsTable(transitions)]),
    ...classification.map(classificationTable),
    ...(retrieval === undefined ? [] : [retrievalTable(retrieval)]),
    ...(structure === undefined ? [] : [structureTable(structure)]),
  ];
}
