import { join } from "node:path";
import { fs } from "../platform/native-fs.cjs";

const fileName = "stop.json";

/** Marks the run in `directory` as stopped. The first reason stands. */
export function writeStopFile(directory: string, reason: string): void {
  try {
    fs.writeFileSync(join(directory, fileName), JSON.stringify({ reason }), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** Why the run in `directory` was stopped; `undefined` when it was not. */
export function readStopReason(directory: string): string | undefined {
  const path = join(directory, fileName);
  if (!fs.existsSync(path)) return undefined;
  try {
    return (JSON.parse(fs.readFileSync(path, "utf8")) as { reason: string }).reason;
  } catch {
    return "The reason could not be read.";
  }
}
