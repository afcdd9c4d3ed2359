import { watchBody, type Body, type Bystander } from "./watch-body.ts";

type Define = (name: unknown, body: Body, timeout?: number, place?: Error) => unknown;
type DefineEach = (...table: readonly unknown[]) => (name: unknown, body: Body, timeout?: number) => unknown;
type Failing = Define & { each: DefineEach };

/** Whatever of Jest's `test` may have a `failing`: an older Jest has it in fewer places, and Jasmine nowhere. */
export interface FailingHolder {
  failing?: Failing;
}
export type FailingTest = FailingHolder & {
  readonly only?: FailingHolder;
  readonly concurrent?: FailingHolder & { readonly only?: FailingHolder };
};

/**
 * Lets `bystander` see what the body of a `test.failing` throws: Jest takes all of it for what the test waits for and tells
 * nobody, be it a missed expectation or an application that crashed.
 */
export function watchFailing(test: FailingTest, bystander: Bystander): void {
  for (const holder of [test, test.only]) watch(holder, false, bystander);
  for (const holder of [test.concurrent, test.concurrent?.only]) watch(holder, true, bystander);
}

function watch(holder: FailingHolder | undefined, concurrent: boolean, bystander: Bystander): void {
  const failing = holder?.failing;
  if (holder === undefined || failing === undefined) return;
  const watched = (name: unknown, body: Body, timeout?: number, place = placeOf(watched)): unknown =>
    failing(name, watchBody(body, { concurrent, takesDone: true }, bystander), timeout, place);
  watched.each = (...table: readonly unknown[]) => {
    const define = failing.each(...table);
    return (name: unknown, body: Body, timeout?: number): unknown =>
      define(name, watchBody(body, { concurrent, takesDone: false }, bystander), timeout);
  };
  holder.failing = watched;
}

/** Where `callee` was called. Jest would take the place for ours and point an editor there. */
function placeOf(callee: (...args: never) => unknown): Error {
  const error = new Error();
  Error.captureStackTrace(error, callee);
  return error;
}
