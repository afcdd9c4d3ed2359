import { constraints, type AsyncConstraints, type Constraints } from "../constraints/constraints.ts";
import { rubric } from "../judges/rubric.ts";
import type { JsonValue } from "../dataset/json-value.ts";
import { anyOrder, approx } from "../metrics/field-rules.ts";
import type { traceOf } from "../trace/trace-of.ts";
import type { ToolCall, Trace } from "../trace/trace.ts";
import { z } from "zod";
import { recordTrace } from "../run/record-trace.ts";
import { oneOf, optional } from "../tools/alternatives.ts";
import { looseString } from "../tools/loose-string.ts";
import type { AssayAsymmetricMatchers } from "./assay-asymmetric-matchers.ts";
import type { AssayMatchers } from "./assay-matchers.ts";
import type { matchers } from "./index.ts";

// Checked by the compiler alone: a wrong line fails `tsc`, and so does a `@ts-expect-error` without an error.
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

declare const on: AssayMatchers<void>;
declare const inside: AssayAsymmetricMatchers;

holds<Equal<keyof AssayMatchers<void>, keyof typeof matchers>>();
holds<Equal<ReturnType<typeof on.toMatchTokens>, void>>();
holds<Equal<ReturnType<typeof on.toPassJudge>, Promise<void>>>();
holds<Equal<ReturnType<typeof on.toBeFaithfulTo>, Promise<void>>>();
holds<Equal<ReturnType<typeof on.toScoreAtLeast>, Promise<void>>>();
holds<Equal<ReturnType<typeof on.toBePreferredOver>, Promise<void>>>();
holds<Equal<ReturnType<typeof on.toCover>, Promise<void>>>();
holds<Equal<ReturnType<typeof on.toBeSimilarTo>, Promise<void>>>();
holds<
  Equal<
    keyof AssayAsymmetricMatchers,
    | "toSatisfyConstraints"
    | "toMatchTokens"
    | "toCallTool"
    | "toCallTools"
    | "toCallNoTools"
    | "toCallToolsOf"
    | "toFollowTrajectory"
    | "toRetrieve"
    | "toClassifyAs"
    | "toMatchStructure"
  >
>();

on.toMatchTokens("30 days");
on.toMatchTokens("30 days", { min: 0.5, advisory: true });
// @ts-expect-error -- a threshold is a number
on.toMatchTokens("30 days", { min: "0.5" });
// @ts-expect-error -- a reference is needed
on.toMatchTokens();

on.toSatisfyConstraints(constraints().maxWords(1));
on.toSatisfyConstraints({
  maxWords: 1,
  mustMention: { a: ["b"], c: { terms: ["d"], atLeast: 1 } },
  advisory: ["a"],
});
on.toSatisfyConstraints({ check: { a: (text) => text.length > 1, b: () => ({ pass: true, reason: "c" }) } });
// @ts-expect-error -- no rule of that name
void on.toSatisfyConstraints({ maxWord: 1 });
// @ts-expect-error -- a rule that is asked for by an undefined value would not be there
void on.toSatisfyConstraints({ maxWords: undefined });
// @ts-expect-error -- a function that answers later is for checkAsync
on.toSatisfyConstraints(constraints().check("a", async () => true));
holds<Equal<ReturnType<Constraints["maxWords"]>, Constraints>>();

// Rules that answer later make the matcher a promise, so that the linter sees one that nobody awaits.
const asking = constraints().checkAsync("a", async () => true);
holds<Equal<typeof asking, AsyncConstraints>>();
holds<Equal<ReturnType<AsyncConstraints["maxWords"]>, AsyncConstraints>>();
const asked = on.toSatisfyConstraints(asking.maxWords(1));
const askedPlainly = on.toSatisfyConstraints({ maxWords: 1, checkAsync: { a: async () => true } });
const atOnce = on.toSatisfyConstraints({
  maxWords: 1,
  noPii: true,
  inLanguage: { code: "en", undecided: "fail" },
});
holds<Equal<typeof asked, Promise<void>>>();
holds<Equal<typeof askedPlainly, Promise<void>>>();
holds<Equal<typeof atOnce, void>>();
// @ts-expect-error -- inside another assertion nobody waits for it
inside.toSatisfyConstraints(asking);

on.toCallTool("a");
on.toCallTool("a", {
  id: 7,
  deep: { list: [1] },
  text: inside.toMatchTokens("x"),
  own: (value: unknown) => value === 1,
});
on.toCallTool("a", (args, call) => args["id"] === 7 && call.status === "ok", { exact: true, times: 1 });
// @ts-expect-error -- arguments are an object
on.toCallTool("a", "b");
// @ts-expect-error -- a predicate answers true or false
on.toCallTool("a", async () => true);

on.toRetrieve(["a"]);
on.toRetrieve({ a: 2 }, { recallAt: { 5: 0.8 }, reciprocalRank: 1, gain: "exponential", query: "q" });
// @ts-expect-error -- thresholds are by cutoff
on.toRetrieve(["a"], { recallAt: 0.8 });
// @ts-expect-error -- no option of that name
on.toRetrieve(["a"], { recalAt: { 5: 0.8 } });

on.toClassifyAs("a", { labels: ["a", "b"], group: "intent", normalization: "case" });
// @ts-expect-error -- no normalisation of that name
on.toClassifyAs("a", { normalization: "lower" });

on.toMatchStructure(
  { price: 1, at: inside.toMatchTokens("x") },
  { fields: { price: approx(0.01), tags: anyOrder } },
);
on.toMatchStructure([1], {
  fields: { "[]": (actual, expected) => actual === expected },
  extra: "fail",
  min: 0.9,
});
on.toMatchStructure({ safeParse: () => ({ success: true }) });
// @ts-expect-error -- the expected value is an object, a list or a schema
on.toMatchStructure("{}");
// @ts-expect-error -- a rule is made by approx, fuzzy, anyOrder, ignore or a function
on.toMatchStructure({ price: 1 }, { fields: { price: 0.01 } });

on.toCallTool("a", z.object({ id: z.number() }));
on.toCallTool(
  "a",
  { id: oneOf(1, 2), unit: optional("m"), limit: z.number() },
  {
    ignoreArgs: ["trace_*"],
    defaults: { limit: 10 },
    compare: { city: looseString, price: (a, b) => a === b },
  },
);
// @ts-expect-error -- a comparer answers true or false
on.toCallTool("a", { id: 1 }, { compare: { id: async () => true } });
// @ts-expect-error -- a choice of nothing
on.toCallTool("a", { id: oneOf() });
on.toCallTools(["a", { name: "b", args: { id: 1 }, exact: true }], {
  order: "inOrder",
  extra: "allow",
  forbidden: ["delete_*"],
  maxCalls: 3,
});
// @ts-expect-error -- no such order
on.toCallTools(["a"], { order: "sorted" });
// @ts-expect-error -- the expected calls are a list
on.toCallTools("a");
on.toCallNoTools();
on.toCallNoTools({ advisory: true });
on.toCallToolsOf([{ name: "a", inputSchema: { type: "object" } }]);
on.toFollowTrajectory(["plan", { name: "search", status: "ok" }, { name: "tool", args: { id: 1 } }], {
  mode: "within",
});
// @ts-expect-error -- no such mode
on.toFollowTrajectory(["plan"], { mode: "superset" });
holds<Equal<ReturnType<typeof on.toReachState>, Promise<void>>>();
void on.toReachState(
  { a: 1 },
  { from: { a: 0 }, tools: { set: (args, state: { a: number }) => (state.a = Number(args["to"])) } },
);
// @ts-expect-error -- a state to begin with is needed
void on.toReachState({ a: 1 }, { tools: {} });
recordTrace({
  steps: ["plan", { name: "search", status: "error" }],
  retrievals: [{ query: "a", documents: ["b", { id: "c", score: 0.5 }] }],
  toolCalls: [{ name: "d", args: { e: 1 } }],
  tools: ["d", { name: "f" }],
});
// @ts-expect-error -- a step has a name
recordTrace({ steps: [{ status: "ok" }] });

const graded = rubric({ name: "a", version: 1, pass: "b", fail: "c", examples: [] });
void on.toPassJudge(graded, { input: "a", reference: "b" });
// @ts-expect-error -- a judge needs a rubric
void on.toPassJudge("is it good?");
void on.toBeFaithfulTo(["a", "b"]);

holds<Equal<ReturnType<typeof traceOf>, Trace>>();
holds<Equal<ToolCall["args"], JsonValue | undefined>>();
