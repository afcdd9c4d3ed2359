import type { ClassificationDetails } from "../classification-details.ts";
import type { CheckRecord, DeclareEvent, EndEvent, JournalEvent } from "../journal-line.ts";
import type { RetrievalDetails } from "../retrieval-details.ts";
import type { StructureDetails } from "../structure-details.ts";
import type { ToolCallDetails } from "../tool-details.ts";
import { check, declare, end, start } from "./scratch-run.ts";

export type Checked = Pick<CheckRecord, "name" | "outcome" | "details"> & Partial<CheckRecord>;

export interface CheckedCaseOptions {
  readonly partition?: string;
  readonly trial?: number;
  readonly trace?: EndEvent["trace"];
  readonly dimensions?: DeclareEvent["dimensions"];
}

/** A case whose only attempt made these checks. */
export function checkedCase(
  id: string,
  checks: readonly Checked[],
  { partition = "distribution", trial = 0, trace, dimensions = {} }: CheckedCaseOptions = {},
): JournalEvent[] {
  const status = checks.some(({ outcome }) => outcome === "fail") ? "fail" : "pass";
  return [
    ...(trial === 0 ? [declare(id, partition, { dimensions })] : []),
    start(id, { trial }),
    ...checks.map(({ outcome, ...record }) => check(id, outcome, { ...record, trial })),
    end(id, status, { trial, ...(trace !== undefined && { trace }) }),
  ];
}

export interface ToolCheckOptions {
  readonly expected: string;
  readonly called: readonly string[];
  readonly matched?: boolean;
}

/** What `toCallTool` records. */
export function toolCheck({ expected, called, matched = false }: ToolCheckOptions): Checked {
  const details: ToolCallDetails = {
    kind: "tool-calls",
    version: 1,
    made: called.length,
    calls: called.map((name) => ({ name, status: "ok", matches: matched && name === expected })),
    tools: [{ expected, called: matched ? expected : (called[0] ?? null), matched }],
  };
  return { name: "toCallTool", outcome: matched ? "pass" : "fail", details };
}

/** What `toRetrieve` records, with every figure of the same value. */
export function retrievalCheck({ recall }: { readonly recall: number }): Checked {
  const at = { "1": recall, "5": recall, "10": recall };
  const details: RetrievalDetails = {
    kind: "retrieval",
    version: 1,
    made: true,
    relevant: 2,
    retrieved: 2,
    k: [1, 5, 10],
    precisionAt: at,
    recallAt: at,
    ndcgAt: at,
    gain: "linear",
    recall,
    ndcg: recall,
    reciprocalRank: recall,
    averagePrecision: recall,
    wanted: [],
    missing: [],
  };
  return { name: "toRetrieve", outcome: recall < 1 ? "fail" : "pass", details };
}

/** What `toClassifyAs` records. */
export function labelCheck(expected: string, predicted: string, group?: string): Checked {
  const details: ClassificationDetails = {
    kind: "classification",
    version: 1,
    expected,
    predicted,
    ...(group !== undefined && { group }),
  };
  return { name: "toClassifyAs", outcome: expected === predicted ? "pass" : "fail", details };
}

/** What `toMatchStructure` records. */
export function structureCheck(
  fields: readonly (readonly [path: string, pass: boolean])[],
  total: number = fields.length,
): Checked {
  const passed = total - fields.filter(([, pass]) => !pass).length;
  const details: StructureDetails = {
    kind: "structure",
    version: 1,
    parsed: true,
    accuracy: passed / total,
    passed,
    total,
    fields: fields.map(([path, pass]) => ({
      path,
      pass,
      score: pass ? 1 : 0,
      reason: pass ? "equal" : "value",
    })),
  };
  return { name: "toMatchStructure", outcome: passed < total ? "fail" : "pass", details };
}
