import { EvalError } from "@assay/core";

// On globalThis: the set-up file and the test file may hold two copies of this module.
const symbol = Symbol.for("assay.vitest.set-up");
const holder = globalThis as { [symbol]?: true };

/** Called by the set-up file. */
export function markSetUp(): void {
  holder[symbol] = true;
}

/**
 * Without the set-up file there are no matchers, and Vitest would say so of the first one alone, in the words of Chai.
 *
 * @throws EvalError `CONFIG_INVALID`
 */
export function assertSetUp(caller: string, name: string): void {
  if (holder[symbol] === true) return;
  throw new EvalError(
    `Failed to define ${caller} "${name}": the set-up file of Assay is not loaded. Add assay() from "@assay/vitest/plugin" to the plugins of the Vitest configuration; an entry of \`projects\` needs it in its own, or extends: true.`,
    { code: "CONFIG_INVALID" },
  );
}
