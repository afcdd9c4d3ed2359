import type { AssayAsymmetricMatchers, AssayMatchers } from "@assay/core";
// Loaded first, or TypeScript drops what the interface of Vitest 4 gains: its parameters must be known by then.
import "vitest";

// Without type parameters, because Vitest 4 and 5 declare different ones and both give them defaults.
declare module "vitest" {
  interface Assertion extends AssayMatchers<void> {}
  interface AsymmetricMatchersContaining extends AssayAsymmetricMatchers {}
}
