/** A test's function in any of the forms that Jest knows: plain, async, with a `done`, or a generator. */
export type Body = (this: unknown, ...args: unknown[]) => unknown;

export interface BodyKind {
  readonly failing: boolean;
  readonly concurrent: boolean;
  /** Whether its first parameter is Jest's `done`; that of an `.each` is of the table. */
  readonly takesDone: boolean;
}

/** Called when a body has ended, with what it threw if it did. */
export type EndBody = (thrown?: readonly [unknown]) => void;

/** Who wants to know how a body ended. */
export interface Bystander {
  /** Called when the body begins, with how often it did before. */
  begin(kind: BodyKind, earlier: number): EndBody;
}

/** A body that does what `body` does and tells `bystander` how it ended. Jest reads its length, and whether it is a generator. */
export function watchBody(body: Body, kind: BodyKind, bystander: Bystander): Body {
  // Jest says what is wrong with it.
  if (typeof body !== "function") return body;
  const waits = kind.takesDone && body.length > 0;
  let calls = 0;
  const watched = isGenerator(body)
    ? function* (this: unknown, ...args: unknown[]): Generator {
        const end = bystander.begin(kind, calls++);
        try {
          const result = yield* body.apply(this, args) as Generator;
          end();
          return result;
        } catch (error) {
          end([error]);
          throw error;
        }
      }
    : function (this: unknown, ...args: unknown[]): unknown {
        const end = bystander.begin(kind, calls++);
        return watchCall(() => body.apply(this, waits ? withDone(args, end) : args), waits, end);
      };
  return Object.defineProperty(watched, "length", { value: body.length });
}

function watchCall(call: () => unknown, waits: boolean, end: EndBody): unknown {
  let result: unknown;
  try {
    result = call();
  } catch (error) {
    end([error]);
    throw error;
  }
  if (isThenable(result)) return watchPromise(result, waits, end);
  if (!waits) end();
  return result;
}

async function watchPromise(promise: PromiseLike<unknown>, waits: boolean, end: EndBody): Promise<unknown> {
  try {
    const value = await promise;
    if (!waits) end();
    return value;
  } catch (error) {
    end([error]);
    throw error;
  }
}

/** The arguments with a `done` that tells what it is called with. */
function withDone([done, ...rest]: unknown[], end: EndBody): unknown[] {
  const watched = (reason?: unknown): unknown => {
    end(reason ? [reason] : undefined);
    return (done as (reason?: unknown) => unknown)(reason);
  };
  return [watched, ...rest];
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

function isGenerator(body: Body): boolean {
  return Object.prototype.toString.call(body) === "[object GeneratorFunction]";
}
