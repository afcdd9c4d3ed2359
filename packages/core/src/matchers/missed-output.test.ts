import { expect, test } from "vitest";
import { currentCase } from "../run/case-context.ts";
import { matchers } from "./index.ts";
import { inCase } from "./test-helpers/in-case.ts";

expect.extend(matchers);

async function missedTextOf(check: () => unknown): Promise<string | undefined> {
  let context: ReturnType<typeof currentCase>;
  await inCase(() => {
    context = currentCase();
    return check();
  });
  return context?.missedText;
}

test("the first text that a check missed is kept", async () => {
  expect(
    await missedTextOf(() => {
      expect("fine").toMatchTokens("fine");
      expect("a wrong reply").toMatchTokens("refund");
    }),
  ).toBe("a wrong reply");
});

test("of a reply its text is kept", async () => {
  expect(
    await missedTextOf(() =>
      expect({ text: "no call", apiKey: "sk-secret", content: [] }).toMatchTokens("refund"),
    ),
  ).toBe("no call");
});

test("an object without a text is not written down: it may hold a key", async () => {
  const reply = {
    client: { apiKey: "sk-secret" },
    choices: [{ message: { role: "assistant", content: "hi" } }],
  };

  expect(await missedTextOf(() => expect(reply).toCallTool("search"))).toBeUndefined();
});

test("a check that only advises keeps nothing", async () => {
  expect(
    await missedTextOf(() => expect("a reply").toMatchTokens("refund", { advisory: true })),
  ).toBeUndefined();
});
