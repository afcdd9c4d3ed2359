/** What a test tells the reporter about itself when it is collected; tests without it are plain tests. */
export interface AssayMeta {
  readonly role: "case" | "gate";
  /** Known at collection: the test will not run. */
  readonly excluded?: string;
}

declare module "vitest" {
  interface TaskMeta {
    assay?: AssayMeta;
  }
}
