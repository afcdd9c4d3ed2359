import fc from "fast-check";
import { expect, test } from "vitest";
import { Limiter, type Slot } from "./limiter.ts";

const never = new AbortController().signal;

async function take(limiter: Limiter, count: number): Promise<Slot[]> {
  return Promise.all(Array.from({ length: count }, () => limiter.acquire(never)));
}

/** One call after another, each ending as `outcome`. */
async function run(limiter: Limiter, width: number, rounds: number, outcome: "ok" | "failed"): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const slot of await take(limiter, width)) slot.release(outcome);
  }
}

test("lets no more in than its limit, and the next one when a slot is free", async () => {
  const limiter = new Limiter({ concurrency: 2 });
  const [first] = await take(limiter, 2);
  let entered = false;
  const third = limiter.acquire(never).then(() => {
    entered = true;
  });

  await Promise.resolve();
  expect(entered).toBe(false);
  first?.release("ok");
  await third;

  expect(entered).toBe(true);
  expect(limiter.inFlight).toBe(2);
});

test("lets waiting calls in by order of arrival", async () => {
  const limiter = new Limiter({ concurrency: 1 });
  const [held] = await take(limiter, 1);
  const order: string[] = [];
  const waiting = ["a", "b", "c"].map(async (name) => {
    const slot = await limiter.acquire(never);
    order.push(name);
    slot.release("ok");
  });
  held?.release("ok");

  await Promise.all(waiting);

  expect(order).toEqual(["a", "b", "c"]);
});

test("shrinks to 80 % once per episode, however many 429s it brings", async () => {
  const limiter = new Limiter({ concurrency: 50 });
  const slots = await take(limiter, 50);
  for (const slot of slots) slot.release("rate-limited");

  expect(limiter.limit).toBe(40);

  const [next] = await take(limiter, 1);
  next?.release("rate-limited");
  expect(limiter.limit).toBe(32);
});

test("never shrinks below one", async () => {
  const limiter = new Limiter({ concurrency: 2 });
  for (let episode = 0; episode < 5; episode++) (await take(limiter, 1))[0]?.release("rate-limited");

  expect(limiter.limit).toBe(1);
});

test("server errors change nothing", async () => {
  const limiter = new Limiter({ concurrency: 10 });
  await run(limiter, 10, 5, "failed");

  expect(limiter.limit).toBe(10);
});

test("grows back after the pause, only while it is used, and never beyond where it started", async () => {
  let now = 0;
  const limiter = new Limiter({ concurrency: 10, cooldownMs: 1000, now: () => now });
  (await take(limiter, 1))[0]?.release("rate-limited");
  const limits = [limiter.limit];

  await run(limiter, 8, 3, "ok");
  limits.push(limiter.limit);
  now = 1001;
  await run(limiter, 1, 30, "ok");
  limits.push(limiter.limit);
  await run(limiter, 8, 20, "ok");
  limits.push(limiter.limit);

  expect(limits).toEqual([8, 8, 8, 10]);
});

test("a waiting call that is cancelled leaves the queue", async () => {
  const limiter = new Limiter({ concurrency: 1 });
  const [held] = await take(limiter, 1);
  const controller = new AbortController();
  const cancelled = limiter.acquire(controller.signal);
  const patient = limiter.acquire(never);

  controller.abort(new Error("cancelled"));
  await expect(cancelled).rejects.toThrow("cancelled");
  held?.release("ok");

  await expect(patient).resolves.toBeDefined();
});

test("a slot counts once, however often it is released", async () => {
  const limiter = new Limiter({ concurrency: 1 });
  const [slot] = await take(limiter, 1);
  slot?.release("ok");
  slot?.release("ok");

  expect(limiter.inFlight).toBe(0);
});

test("configuring another concurrency keeps what 429s have taken away", async () => {
  const limiter = new Limiter({ concurrency: 50 });
  limiter.configure(20);
  const configured = limiter.limit;
  (await take(limiter, 1))[0]?.release("rate-limited");
  limiter.configure(100);

  expect([configured, limiter.limit]).toEqual([20, 16]);
});

test("holds 1 <= limit <= concurrency and loses no caller, whatever happens", async () => {
  const outcomes = fc.array(fc.constantFrom("ok" as const, "failed" as const, "rate-limited" as const), {
    maxLength: 200,
  });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 12 }), outcomes, async (concurrency, endings) => {
      const limiter = new Limiter({ concurrency, cooldownMs: 0 });
      let finished = 0;
      let widest = 0;
      await Promise.all(
        endings.map(async (ending) => {
          const slot = await limiter.acquire(never);
          widest = Math.max(widest, limiter.inFlight);
          await Promise.resolve();
          slot.release(ending);
          finished++;
        }),
      );

      expect(finished).toBe(endings.length);
      expect(widest).toBeLessThanOrEqual(concurrency);
      expect(limiter.limit).toBeGreaterThanOrEqual(1);
      expect(limiter.limit).toBeLessThanOrEqual(concurrency);
    }),
  );
});
