import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { configureRecordings, type RecordingMode } from "../recording-settings.ts";

export interface ScratchRecordings {
  /** Absolute; the folder of the recordings is `recordings` inside. */
  readonly root: string;
  readonly warnings: readonly string[];
  use(mode: RecordingMode, folder?: string): void;
  /** Paths of the files of recordings, relative to their folder, sorted. */
  files(): readonly string[];
  /** The texts of all files in the folder. */
  texts(): string;
}

/** Recordings in a folder of their own for each test of a file. */
export function scratchRecordings(): ScratchRecordings {
  let root = "";
  let warnings: string[] = [];
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "assay-recordings-"));
    warnings = [];
  });
  afterEach(() => {
    configureRecordings({ root, warn: () => undefined });
    rmSync(root, { recursive: true, force: true });
  });
  const all = (): readonly string[] => {
    try {
      return readdirSync(join(root, "recordings"), { recursive: true })
        .map(String)
        .filter((name) => name.endsWith(".json"))
        .toSorted();
    } catch {
      return [];
    }
  };
  return {
    get root() {
      return root;
    },
    get warnings() {
      return warnings;
    },
    use: (mode, folder = "recordings") =>
      configureRecordings({ mode, folder, root, warn: (text) => void warnings.push(text) }),
    files: () => all().filter((name) => !name.startsWith("quarantine")),
    texts: () =>
      all()
        .map((name) => readFileSync(join(root, "recordings", name), "utf8"))
        .join(""),
  };
}
