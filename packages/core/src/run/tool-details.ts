import type { ToolCall } from "../trace/trace.ts";

/** One call that the application made. */
export type RecordedCall = {
  readonly name: string;
  readonly status: ToolCall["status"];
  /** Whether it stands for an expected call. */
  readonly matches: boolean;
};

/** What became of one expected call. */
export type ExpectedTool = {
  /** The expected tool's name, which may hold `*`. */
  readonly expected: string;
  /** The tool of the call that stands for it, else of the nearest call that stands for nothing; `null` without one. */
  readonly called: string | null;
  readonly matched: boolean;
};

/**
 * What `toCallTool`, `toCallTools`, `toCallNoTools` and `toCallToolsOf` record in a check's `details`. Version 1; a field
 * is added without a new version, never changed. A negated check says which calls were not wanted: leave what it expected
 * out of figures.
 */
export type ToolCallDetails = {
  readonly kind: "tool-calls";
  readonly version: 1;
  /** How many calls were made. */
  readonly made: number;
  /** The first 100 of them. */
  readonly calls: readonly RecordedCall[];
  readonly tools: readonly ExpectedTool[];
  /** Of the made calls, from 0 to 1; `null` when none was made. Absent where a single tool was asked for. */
  readonly precision?: number | null;
  /** Of the expected calls, from 0 to 1; `null` when none was expected. */
  readonly recall?: number | null;
  /** From 0 to 1; 1 when none was expected and none made. */
  readonly f1?: number;
  /** Share of expected arguments that the best assignment of calls gives, order aside, from 0 to 1; a wrong call is 0. */
  readonly argumentScore?: number | null;
  /** Forbidden tools that were called. */
  readonly forbidden?: readonly string[];
  /** Names of the tools that could be called, where the matcher was given them: the first 200. */
  readonly available?: readonly string[];
  /** Nothing was compared: none expected and none made. */
  readonly vacuous?: true;
};

/** What `toFollowTrajectory` records in a check's `details`. Version 1, as above. */
export type TrajectoryDetails = {
  readonly kind: "trajectory";
  readonly version: 1;
  readonly mode: string;
  readonly over: "steps" | "toolCalls";
  readonly made: number;
  /** The first 100 of them. */
  readonly steps: readonly { readonly name: string; readonly status: string; readonly matches: boolean }[];
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly precision: number | null;
  /** `null` too in mode `within`, which expects nothing to be there. */
  readonly recall: number | null;
  readonly f1: number | null;
  readonly forbidden?: readonly string[];
  readonly vacuous?: true;
};
