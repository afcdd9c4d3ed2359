/** Under this key the reporter provides the run's directory to the workers (`inject`). */
export const runDirectoryKey = "assay:run-directory";

declare module "vitest" {
  interface ProvidedContext {
    "assay:run-directory": string | undefined;
  }
}
