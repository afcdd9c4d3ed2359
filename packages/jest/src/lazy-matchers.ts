import { matchers } from "@assay/core/adapter";

type AnyMatcher = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Every matcher, loaded with its first call: Jest evaluates what a set-up file imports once per test file. (In the
 * CommonJS build, the one that Jest loads, each property of `matchers` loads its matcher when it is read.)
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
