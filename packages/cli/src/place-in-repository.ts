import { isAbsolute, relative, sep } from "node:path";
import type { CommandIo } from "./io.ts";

/** Where the project in `root` lies in the repository that CI has checked out: GitHub and GitLab name files from there. */
export function placeInRepository(root: string, environment: CommandIo["environment"]): string {
  const repository = environment["GITHUB_WORKSPACE"] ?? environment["CI_PROJECT_DIR"] ?? "";
  const directory = repository === "" ? "" : relative(repository, root).split(sep).join("/");
  return directory.startsWith("..") || isAbsolute(directory) ? "" : directory;
}
