import type { AssayAsymmetricMatchers, AssayMatchers } from "@assay/core";

declare module "@jest/expect" {
  interface Matchers<R> extends AssayMatchers<R> {}
  interface AsymmetricMatchers extends AssayAsymmetricMatchers {}
}

declare global {
  // oxlint-disable-next-line typescript/no-namespace -- how @types/jest is augmented
  namespace jest {
    // oxlint-disable-next-line no-unused-vars -- declarations that merge need the same type parameters
    interface Matchers<R, T = {}> extends AssayMatchers<R> {}
    interface Expect extends AssayAsymmetricMatchers {}
    interface InverseAsymmetricMatchers extends AssayAsymmetricMatchers {}
  }
}
