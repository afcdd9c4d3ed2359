import { watchBody, type Body, type BodyKind, type Bystander } from "./watch-body.ts";

type Define = (name: unknown, body: Body, timeout?: number) => unknown;
type DefineEach = (...table: readonly unknown[]) => Define;
type DefineTest = Define & { each: DefineEach; failing?: DefineTest };

/** Jest's `test`, of which an older Jest has less, and Jasmine no `failing` and another `concurrent`. */
export type WatchedTest = Pick<DefineTest, "failing"> & {
  readonly only?: Pick<DefineTest, "failing">;
  concurrent?: DefineTest & { only?: DefineTest };
};

/**
 * Lets `bystander` see what Jest keeps to itself: what the body of a `test.failing` throws, which Jest takes for the failure
 * that the test waits for, be it a missed expectation or an application that crashed; and when a concurrent test is tried
 * again, as no hook tells.
 */
export function watchTests(test: WatchedTest, bystander: Bystander): void {
  const { only, concurrent } = test;
  watch(test, "failing", { failing: true, concurrent: false }, bystander);
  watch(only, "failing", { failing: true, concurrent: false }, bystander);
  if (concurrent === undefined) return;
  watch(concurrent, "failing", { failing: true, concurrent: true }, bystander);
  watch(concurrent.only, "failing", { failing: true, concurrent: true }, bystander);
  watch(concurrent, "only", { failing: false, concurrent: true }, bystander);
  watch(test, "concurrent", { failing: false, concurrent: true }, bystander);
}

function watch<Name extends string>(
  holder: { [name in Name]?: DefineTest } | undefined,
  name: Name,
  kind: Omit<BodyKind, "takesDone">,
  bystander: Bystander,
): void {
  const define = holder?.[name];
  if (holder === undefined || define === undefined) return;
  const watched: Define = (title, body, ...rest) => {
    const watchedBody = watchBody(body, { ...kind, takesDone: true }, bystander);
    return calledBy(watched, () => define(title, watchedBody, ...rest));
  };
  const each: DefineEach = (...table) => {
    const defineRows = calledBy(each, () => define.each(...table));
    const watchedRows: Define = (title, body, ...rest) => {
      const watchedBody = watchBody(body, { ...kind, takesDone: false }, bystander);
      return calledBy(watchedRows, () => defineRows(title, watchedBody, ...rest));
    };
    return watchedRows;
  };
  (holder as { [name in Name]?: DefineTest })[name] = Object.assign(watched, define, { each });
}

/** Jest takes a stack to know where a test stands, and would find us there: an editor would be sent to our file. */
function calledBy<Result>(callee: (...args: never) => unknown, call: () => Result): Result {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = (error) => captureStackTrace(error, callee);
  try {
    return call();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
