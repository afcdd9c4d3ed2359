import { matchers } from "./index.ts";

type AnyMatcher = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Every matcher, looked up with its first call: the build makes the properties of `matchers` load what they name, and a
 * set-up file runs once per test file.
 */
export const lazyMatchers: { readonly [name: string]: AnyMatcher } = Object.fromEntries(
  Object.keys(matchers).map((name) => {
    const lazy: AnyMatcher = function (...args) {
      const known: { readonly [name: string]: unknown } = matchers;
      return (known[name] as AnyMatcher).apply(this, args);
    };
    return [name, lazy];
  }),
);
