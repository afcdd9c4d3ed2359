import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { passHatK } from "../statistics/pass-at-k.ts";
import { traceOf } from "./trace-of.ts";
import type { Trace } from "./trace.ts";

// 50 tasks in 4 trials each (sierra-research/tau-bench, MIT); not part of this repository.
const file = new URL("../../../../../shared/data/tau-bench-airline-gpt-4o.json", import.meta.url);
const isThere = existsSync(file);

interface Run {
  readonly task_id: number;
  readonly reward: number;
  readonly traj: readonly { readonly role: string; readonly tool_calls?: readonly unknown[] | null }[];
}

describe.skipIf(!isThere)(`tau-bench airline${isThere ? "" : " (skipped: ../shared/data is absent)"}`, () => {
  let runs: readonly Run[] = [];
  let traces: readonly Trace[] = [];

  beforeAll(() => {
    runs = JSON.parse(readFileSync(file, "utf8")) as readonly Run[];
    traces = runs.map(({ traj }) => traceOf(traj));
  });

  test("200 runs become traces with 1,164 tool calls, all of them readable and answered", () => {
    const calls = traces.flatMap(({ toolCalls }) => toolCalls);

    expect(traces).toHaveLength(200);
    expect(calls).toHaveLength(1_164);
    expect(calls.filter(({ args }) => args === undefined)).toEqual([]);
    expect(calls.filter(({ status }) => status !== "ok" && status !== "requested")).toEqual([]);
    // The last call of a run may have ended it: the environment hands the conversation over and answers nothing.
    expect(
      traces.flatMap(({ toolCalls }) => toolCalls.slice(0, -1)).filter(({ status }) => status !== "ok"),
    ).toEqual([]);
  });

  test("each message is read, and each call knows its reply and its turn", () => {
    expect(traces.map(({ messages }) => messages.length)).toEqual(runs.map(({ traj }) => traj.length));
    for (const [index, { toolCalls }] of traces.entries()) {
      const replies = runs[index]?.traj.filter(({ role }) => role === "assistant") ?? [];
      const steps = replies.flatMap(({ tool_calls: made }, step) => (made ?? []).map(() => step));
      expect(toolCalls.map(({ step }) => step)).toEqual(steps);
      expect(toolCalls.every(({ turn }) => turn !== undefined && turn >= 0)).toBe(true);
    }
  });

  // Published with the benchmark (arXiv 2406.12045, airline, gpt-4o); a run counts with a reward within 1e-6 of 1.
  test.each([
    [1, 0.42],
    [2, 0.273],
    [3, 0.22],
    [4, 0.2],
  ])("pass^%i is %f", (k, published) => {
    const tasks = new Map<number, Run[]>();
    for (const run of runs) tasks.set(run.task_id, [...(tasks.get(run.task_id) ?? []), run]);
    const chances = [...tasks.values()].map((trials) => {
      const passed = trials.filter(({ reward }) => Math.abs(reward - 1) <= 1e-6).length;
      return passHatK(trials.length, passed, k);
    });

    expect(chances).toHaveLength(50);
    expect(chances.reduce((sum, chance) => sum + chance, 0) / chances.length).toBeCloseTo(published, 3);
  });
});
