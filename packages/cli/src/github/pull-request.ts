import { readFileSync } from "node:fs";
import { EvalError } from "@assay/core";
import type { CommandIo } from "../io.ts";
import type { GithubClient } from "./github-client.ts";

/** `owner/name`, of which a path can be built. */
export function repositoryOf(environment: CommandIo["environment"]): string {
  const name = environment["GITHUB_REPOSITORY"] ?? "";
  if (/^[\w.-]+\/[\w.-]+$/.test(name) && !/(?:^|\/)\.{1,2}(?:\/|$)/.test(name)) return name;
  throw new EvalError(
    `Failed to read "GITHUB_REPOSITORY": ${JSON.stringify(name)} is not "owner/name". GitHub Actions sets it.`,
    { code: "GITHUB_INVALID" },
  );
}

/** The number that `text` is, as a user gives it on the command line. */
export function pullNumber(text: string): number | undefined {
  const number = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
  return number;
}

/**
 * The pull request that the workflow runs for. After `workflow_run` GitHub is asked which open one has the commit that the
 * first workflow ran on: what that workflow uploaded has no say in it.
 */
export async function findPullRequest(
  client: GithubClient,
  repository: string,
  environment: CommandIo["environment"],
): Promise<number | undefined> {
  const event = readEvent(environment["GITHUB_EVENT_PATH"] ?? "");
  const own = field(field(event, "pull_request"), "number");
  if (typeof own === "number" && Number.isSafeInteger(own) && own > 0) return own;
  const run = field(event, "workflow_run");
  const [owner, branch, commit] = [
    field(field(field(run, "head_repository"), "owner"), "login"),
    field(run, "head_branch"),
    field(run, "head_sha"),
  ];
  if (typeof owner !== "string" || typeof branch !== "string" || typeof commit !== "string") return undefined;
  const head = encodeURIComponent(`${owner}:${branch}`);
  const { body } = await client.request(
    "GET",
    `/repos/${repository}/pulls?state=open&per_page=100&head=${head}`,
  );
  const found = (Array.isArray(body) ? body : []).filter(
    (pull: unknown) => field(field(pull, "head"), "sha") === commit,
  );
  const number = field(found[0], "number");
  return found.length === 1 && typeof number === "number" && Number.isSafeInteger(number)
    ? number
    : undefined;
}

function readEvent(path: string): unknown {
  if (path === "") return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new EvalError(
      `Failed to read the event "${path}": ${(cause as Error).message}. GitHub Actions writes it; --pull names the pull request instead.`,
      { code: "GITHUB_INVALID", cause },
    );
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as { readonly [name: string]: unknown })[name]
    : undefined;
}
