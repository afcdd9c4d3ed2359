import type { CheckTables, SummaryTables } from "../run/summary-tables.ts";
import { classificationTable } from "./classification-table.ts";
import { judgesTable } from "./judges-table.ts";
import type { ReportTable } from "./report-table.ts";
import { retrievalTable } from "./retrieval-table.ts";
import { structureTable } from "./structure-table.ts";
import { toolsTable } from "./tools-table.ts";
import { transitionsTable } from "./transitions-table.ts";
import { variantsTable } from "./variants-table.ts";

/** The tables that a summary has, in the order in which a reader needs them; variants side by side in one. */
export function listTables(summary: SummaryTables): ReportTable[] {
  const compared = summary.variants === undefined ? undefined : variantsTable(summary.variants);
  return [...tablesOf(summary), ...(compared === undefined ? [] : [compared])];
}

/** The whole tables of each variant. */
export function listVariantTables(summary: SummaryTables): ReportTable[] {
  return Object.entries(summary.variants ?? {}).flatMap(([variant, tables]) =>
    tablesOf(tables).map((table) => ({ ...table, title: `[${variant}] ${table.title}` })),
  );
}

function tablesOf(tables: CheckTables): ReportTable[] {
  const { tools, transitions, retrieval, classification = [], structure, judges } = tables;
  return [
    ...(tools === undefined ? [] : [toolsTable(tools)]),
    ...(transitions === undefined ? [] : [transitionsTable(transitions)]),
    ...classification.map(classificationTable),
    ...(retrieval === undefined ? [] : [retrievalTable(retrieval)]),
    ...(structure === undefined ? [] : [structureTable(structure)]),
    ...(judges === undefined ? [] : [judgesTable(judges)]),
  ];
}
