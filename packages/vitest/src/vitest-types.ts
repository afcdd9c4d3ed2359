import type { AssayAsymmetricMatchers, AssayMatchers } from "@assay/core";

// Without type parameters, because Vitest 4 and 5 declare different ones and both give them defaults.
declare module "vitest" {
  interface Assertion extends AssayMatchers<void> {}
  interface AsymmetricMatchersContaining extends AssayAsymmetricMatchers {}
}
