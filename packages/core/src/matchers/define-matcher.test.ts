import { describe, expect, test } from "vitest";
import { EvalError } from "../errors/eval-error.ts";
import { defineAsyncMatcher, defineMatcher } from "./define-matcher.ts";
import type { Evaluation } from "./evaluation.ts";
import { inCase } from "./test-helpers/in-case.ts";

interface TestMatchers<R> {
  toBeFine(wanted: "pass" | "fail" | "outage" | "crash", options?: Partial<Evaluation>): R;
  toBeFineSoon(wanted: "pass" | "fail" | "outage", delayMs?: number): Promise<void>;
}

interface Subject extends TestMatchers<void> {
  readonly not: TestMatchers<void>;
}

// No augmentation of Vitest's types: the test's own matchers must not be seen by other files.
const subject = (assertion: unknown): Subject => assertion as Subject;
const asymmetric = expect as unknown as TestMatchers<unknown>;

/** As from a model: thrown far from the line that called the matcher. */
function outage(): EvalError {
  const message = "Failed to ask: no connection. Try again.";
  const error = new EvalError(message, { code: "MODEL_UNREACHABLE", outcome: "error" });
  return Object.assign(error, { stack: `EvalError: ${message}\n    at ask (/elsewhere/ask.js:1:1)` });
}

function evaluate(
  received: unknown,
  wanted: "pass" | "fail" | "outage" | "crash",
  options: Partial<Evaluation> = {},
): Evaluation {
  if (wanted === "outage") throw outage();
  if (wanted === "crash") throw new TypeError("boom");
  return {
    pass: wanted === "pass",
    subject: "thing",
    reason: "as wanted",
    sections: () => [["received", String(received)]],
    ...options,
  };
}

expect.extend({
  toBeFine: defineMatcher("toBeFine", evaluate),
  toBeFineSoon: defineAsyncMatcher(
    "toBeFineSoon",
    async (received, wanted: "pass" | "fail" | "outage", delayMs = 0) => {
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      return evaluate(received, wanted);
    },
  ),
});

describe("an error without a verdict", () => {
  test.each<[string, () => unknown]>([
    ["at once", () => subject(expect(1)).toBeFine("outage")],
    ["of the evaluation", () => subject(expect(1)).toBeFine("pass", { error: outage() })],
    ["that was not foreseen", () => subject(expect(1)).toBeFine("crash")],
    ["after a while", () => subject(expect(1)).toBeFineSoon("outage", 5)],
  ])("begins its stack where the matcher was called: %s", async (_name, assert) => {
    const { error } = await inCase(async () => void (await assert()));

    const [message, frame] = stackLines(error);
    expect(message).toMatch(/^EvalError: Failed to (ask|evaluate)/);
    expect(frame).toMatch(/define-matcher\.test\.ts:\d+:\d+/);
  });
});

const stackLines = (error: unknown): readonly string[] => (error as Error).stack?.split("\n") ?? [];

describe("a recorded check", () => {
  test("has the outcome that the test was told, after negation", async () => {
    const { checks } = await inCase(() => {
      subject(expect(1)).toBeFine("pass");
      subject(expect(1)).not.toBeFine("fail");
      subject(expect(1)).not.toBeFine("pass");
    });

    expect(checks.map(({ outcome, negated }) => [outcome, negated])).toEqual([
      ["pass", false],
      ["pass", true],
      ["fail", true],
    ]);
  });

  test("is an error without a verdict, and red in both directions", async () => {
    for (const assert of [
      () => subject(expect(1)).toBeFine("outage"),
      () => subject(expect(1)).not.toBeFine("outage"),
    ]) {
      const { status, checks, error } = await inCase(assert);

      expect(status).toBe("error");
      expect(checks).toMatchObject([
        { name: "toBeFine", outcome: "error", reason: expect.stringContaining("no connection") as string },
      ]);
      expect(error).toMatchObject({ code: "MODEL_UNREACHABLE" });
    }
  });

  test("is an error when the matcher itself crashed, with its cause", async () => {
    const { status, error } = await inCase(() => subject(expect(1)).not.toBeFine("crash"));

    expect(status).toBe("error");
    expect(error).toMatchObject({ code: "MATCHER_FAILED", cause: expect.any(TypeError) as unknown });
  });

  test("keeps its details although it has no verdict", async () => {
    const { status, checks } = await inCase(() =>
      subject(expect(1)).not.toBeFine("pass", { error: outage(), details: { seen: 1 } }),
    );

    expect(status).toBe("error");
    expect(checks).toMatchObject([{ outcome: "error", details: { seen: 1 } }]);
  });

  test("does not fail the case when it is advisory, whatever it found", async () => {
    const { status, checks } = await inCase(() => {
      subject(expect(1)).toBeFine("fail", { advisory: true });
      subject(expect(1)).not.toBeFine("pass", { advisory: true });
      subject(expect(1)).toBeFine("pass", { advisory: true, error: outage() });
    });

    expect(status).toBe("pass");
    expect(checks.map(({ outcome, advisory }) => [outcome, advisory])).toEqual([
      ["fail", true],
      ["fail", true],
      ["error", true],
    ]);
  });

  test("keeps a case from passing when the test catches what was thrown", async () => {
    for (const wanted of ["fail", "outage"] as const) {
      const { status, cause } = await inCase(() => {
        try {
          subject(expect(1)).toBeFine(wanted);
        } catch {
          // The test goes on as if nothing had happened.
        }
      });

      expect([status, cause]).toEqual([wanted === "fail" ? "fail" : "error", "swallowed"]);
    }
  });

  test("is cut when its reason is huge", async () => {
    const { checks } = await inCase(() =>
      subject(expect(1)).toBeFine("pass", { reason: "x".repeat(1_000_000) }),
    );

    expect(checks[0]?.reason?.length).toBe(4_000);
  });
});

describe("asymmetric use", () => {
  test("of a matcher with a verdict works, negated too", () => {
    expect({ a: 1 }).toEqual({ a: asymmetric.toBeFine("pass") });
    expect({ a: 1 }).not.toEqual({ a: asymmetric.toBeFine("fail") });
  });

  test("is not recorded as a check of its own", async () => {
    const { checks } = await inCase(() => expect({ a: 1 }).toEqual({ a: asymmetric.toBeFine("pass") }));

    expect(checks).toEqual([]);
  });

  test("of a matcher without a verdict throws, also inside a negation that is caught", async () => {
    const { status } = await inCase(() => {
      try {
        expect({ a: 1 }).not.toEqual({ a: asymmetric.toBeFine("outage") });
      } catch {
        // As above.
      }
    });

    expect(status).toBe("error");
  });

  test("of a matcher that asks a model throws", () => {
    expect(() => expect({ a: 1 }).toEqual({ a: asymmetric.toBeFineSoon("pass") })).toThrow(
      "as an asymmetric matcher",
    );
    expect(() => expect({ a: 1 }).not.toEqual({ a: asymmetric.toBeFineSoon("pass") })).toThrow(
      "as an asymmetric matcher",
    );
  });
});

describe("a promise that the test awaits", () => {
  const waysOf: [string, () => unknown][] = [
    ["await", async () => await subject(expect(1)).toBeFineSoon("pass", 5)],
    ["await of a fast one", async () => await subject(expect(1)).toBeFineSoon("pass")],
    ["await of a soft one", async () => await subject(expect.soft(1)).toBeFineSoon("pass", 5)],
    ["return", () => subject(expect(1)).toBeFineSoon("pass", 5)],
    [
      "then",
      () =>
        subject(expect(1))
          .toBeFineSoon("pass", 5)
          .then(() => 1),
    ],
    [
      "Promise.all",
      () =>
        Promise.all([subject(expect(1)).toBeFineSoon("pass", 5), subject(expect(2)).toBeFineSoon("pass")]),
    ],
    [
      "await later",
      async () => {
        const promise = subject(expect(1)).toBeFineSoon("pass");
        await new Promise((resolve) => setTimeout(resolve, 5));
        await promise;
      },
    ],
    ["a negation", async () => await subject(expect(1)).not.toBeFineSoon("fail", 5)],
    ["resolves", async () => await subject(expect(Promise.resolve(1)).resolves).toBeFineSoon("pass", 5)],
  ];

  test.each(waysOf)("is not flagged: %s", async (_, body) => {
    expect(await inCase(body)).toMatchObject({ status: "pass" });
  });

  test("fails its case when it fails", async () => {
    expect(await inCase(() => subject(expect(1)).toBeFineSoon("fail", 5))).toMatchObject({
      status: "fail",
      cause: "check",
    });
    expect(await inCase(() => subject(expect(1)).not.toBeFineSoon("outage", 5))).toMatchObject({
      status: "error",
    });
  });
});

describe("a promise that nobody awaits", () => {
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

  test.each([
    ["slow and passing", () => void subject(expect(1)).toBeFineSoon("pass", 50)],
    ["slow and failing", () => void subject(expect(1)).toBeFineSoon("fail", 50)],
    ["fast and passing", async () => (void subject(expect(1)).toBeFineSoon("pass"), settle())],
    ["fast and failing", async () => (void subject(expect(1)).toBeFineSoon("fail"), settle())],
    ["fast and soft", async () => (void subject(expect.soft(1)).toBeFineSoon("pass"), settle())],
    ["fast, without a verdict", async () => (void subject(expect(1)).toBeFineSoon("outage"), settle())],
    [
      "slow, after resolves",
      async () => {
        void subject(expect(Promise.resolve(1)).resolves).toBeFineSoon("pass", 50);
        await settle();
      },
    ],
  ] as [string, () => unknown][])("is flagged: %s", async (_, body) => {
    const result = await inCase(body);
    await new Promise((resolve) => setTimeout(resolve, 60));

    expect(result).toMatchObject({ status: expect.not.stringMatching("pass") as string, authoring: true });
    expect((result.error as Error).message).toContain("toBeFineSoon");
  });
});

describe("what a runner adds", () => {
  test("expect.soft goes on, and the miss still counts", async () => {
    const { status, checks } = await inCase(() => {
      // Vitest would fail this very test for a soft miss: its own matcher is called as `soft` would call it.
      const context = { isNot: false, promise: "", soft: true, equals: Object.is };
      defineMatcher("toBeFine", evaluate).call(context, 1, "fail");
      subject(expect(1)).toBeFine("pass");
    });

    expect(status).toBe("fail");
    expect(checks.map(({ outcome }) => outcome)).toEqual(["fail", "pass"]);
  });

  test("expect.poll counts its last answer only", async () => {
    let answers = 0;
    const { status, checks } = await inCase(() =>
      expect
        .poll(() => ++answers, { interval: 1 })
        .toSatisfy((value) => {
          const context = { isNot: false, promise: "", poll: true, equals: Object.is };
          return defineMatcher("toBeFine", evaluate).call(
            context,
            value,
            (value as number) < 3 ? "fail" : "pass",
          ).pass;
        }),
    );

    expect(status).toBe("pass");
    expect(checks.map(({ outcome }) => outcome)).toEqual(["fail", "fail", "pass"]);
  });

  test("expect.poll takes our matchers", async () => {
    let answers = 0;
    const { status, checks } = await inCase(() =>
      subject(expect.poll(() => (++answers < 3 ? "not yet" : "30 days"), { interval: 1 })).toBeFine("pass"),
    );

    expect(status).toBe("pass");
    expect(checks).toMatchObject([{ polled: true, outcome: "pass" }]);
  });
});
