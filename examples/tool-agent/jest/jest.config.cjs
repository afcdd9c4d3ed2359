module.exports = {
  preset: "@assay/jest",
  testMatch: ["**/*.eval.test.ts"],
  transform: { "\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
};
