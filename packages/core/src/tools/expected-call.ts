import { EvalError } from "../errors/eval-error.ts";
import { describeKind } from "../errors/describe-kind.ts";
import {
  checkExpectedCall,
  type ArgOptions,
  type ExpectedArgs,
  type ExpectedToolCall,
} from "./match-tool-call.ts";
import { printValue } from "./print-value.ts";

/** One call of several that are expected: the tool's name, or with arguments and how to compare them. */
export type ExpectedCall = string | ExpectedCallFields;

export interface ExpectedCallFields extends ArgOptions {
  /** The tool's name; `*` stands for any characters. */
  readonly name: string;
  readonly args?: ExpectedArgs;
}

const known: ReadonlySet<string> = new Set(["name", "args", "exact", "ignoreArgs", "defaults", "compare"]);

/**
 * The expected calls in normal form.
 *
 * @throws EvalError `MATCHER_ARGUMENT` when one is no expected call.
 */
export function readExpectedCalls(
  matcher: string,
  expected: unknown,
  shared: ArgOptions = {},
): readonly ExpectedToolCall[] {
  if (!Array.isArray(expected)) throw invalid(matcher, "the expected calls to be a list", expected);
  return (expected as readonly ExpectedCall[]).map((call) => readExpectedCall(matcher, call, shared));
}

function readExpectedCall(matcher: string, call: ExpectedCall, shared: ArgOptions): ExpectedToolCall {
  const fields: ExpectedCallFields = typeof call === "string" ? { name: call } : call;
  if (
    typeof fields !== "object" ||
    fields === null ||
    typeof fields.name !== "string" ||
    fields.name === ""
  ) {
    throw invalid(matcher, "each expected call to be a tool's name or { name, args }", call);
  }
  const unknown = Object.keys(fields).find((key) => !known.has(key));
  if (unknown !== undefined) {
    throw invalid(
      matcher,
      `an expected call to have no "${unknown}" (it knows ${[...known].join(", ")})`,
      call,
    );
  }
  const { name, args, ...own } = fields;
  const kind = typeof args;
  if (
    args !== undefined &&
    kind !== "function" &&
    (kind !== "object" || args === null || Array.isArray(args))
  ) {
    throw invalid(matcher, `the arguments of "${name}" to be an object, a predicate or a schema`, args);
  }
  const read: ExpectedToolCall = { name, args, options: { ...shared, ...own } };
  checkExpectedCall(matcher, read);
  return read;
}

/** An expected call on one line. */
export function printExpectedCall({ name, args, options }: ExpectedToolCall): string {
  const shown = args === undefined ? "..." : printValue(args);
  return `${name}(${shown})${options.exact === true ? ", exactly" : ""}`;
}

function invalid(matcher: string, wanted: string, got: unknown): EvalError {
  return new EvalError(
    `Failed to evaluate "${matcher}": expected ${wanted}, got ${describeKind(got)}. Correct the argument.`,
    { code: "MATCHER_ARGUMENT" },
  );
}
