import { expect, test } from "vitest";
import { CallPolicy } from "./call-policy.ts";
import { Limiter } from "./limiter.ts";
import { ModelError } from "./model-error.ts";

const subject = { model: "m", keyName: "M_API_KEY", host: "m.example", secrets: [] };
const refused = (): ModelError =>
  new ModelError("refused", { code: "MODEL_UNREACHABLE", scope: "run", retryable: true });

test("a host out of reach is tried twice by the calls in flight, and by no other of a thousand", async () => {
  const policy = new CallPolicy({ backoffMs: 40, limiter: new Limiter({ concurrency: 10 }) });
  let tries = 0;
  const call = (): Promise<unknown> =>
    policy.call({}, subject, async () => {
      tries++;
      await new Promise((resolve) => setTimeout(resolve, 1));
      throw refused();
    });

  const ended = await Promise.allSettled(Array.from({ length: 1000 }, call));

  expect(ended.every(({ status }) => status === "rejected")).toBe(true);
  expect(tries).toBeLessThanOrEqual(20);
});

test("a host that is back at the second try answers everybody", async () => {
  const policy = new CallPolicy({ backoffMs: 20, limiter: new Limiter({ concurrency: 10 }) });
  let tries = 0;
  const call = (): Promise<{ readonly value: string }> =>
    policy.call({}, subject, async () => {
      tries++;
      const isEarly = tries <= 10;
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (isEarly) throw refused();
      return "fine";
    });

  const replies = await Promise.all(Array.from({ length: 200 }, call));

  expect(replies.every(({ value }) => value === "fine")).toBe(true);
  expect(tries).toBe(210);
});
