import { constraints, type Constraints } from "../constraints/constraints.ts";
import { rubric } from "../judges/rubric.ts";
import type { JsonValue } from "../dataset/json-value.ts";
import { anyOrder, approx } from "../metrics/field-rules.ts";
import type { traceOf } from "../trace/trace-of.ts";
import type { ToolCall, Trace } from "../trace/trace.ts";
import type { AssayAsymmetricMatchers, AssayMatchers } from "./assay-matchers.ts";
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
holds<
  Equal<
    keyof AssayAsymmetricMatchers,
    | "toSatisfyConstraints"
    | "toMatchTokens"
    | "toCallTool"
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
on.toSatisfyConstraints({ maxWord: 1 });
// @ts-expect-error -- a rule that is asked for by an undefined value would not be there
on.toSatisfyConstraints({ maxWords: undefined });
// @ts-expect-error -- rules are evaluated at once
on.toSatisfyConstraints(constraints().check("a", async () => true));
holds<Equal<ReturnType<Constraints["maxWords"]>, Constraints>>();

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

const graded = rubric({ name: "a", version: 1, pass: "b", fail: "c", examples: [] });
void on.toPassJudge(graded, { input: "a", reference: "b" });
// @ts-expect-error -- a judge needs a rubric
void on.toPassJudge("is it good?");
void on.toBeFaithfulTo(["a", "b"]);

holds<Equal<ReturnType<typeof traceOf>, Trace>>();
holds<Equal<ToolCall["args"], JsonValue | undefined>>();
