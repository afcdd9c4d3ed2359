import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { EvalError } from "@assay/core";
import type { Command } from "commander";
import { GithubClient, isForbidden } from "../github/github-client.ts";
import { findPullRequest, pullNumber, repositoryOf } from "../github/pull-request.ts";
import { upsertComment, type UpsertedComment } from "../github/upsert-comment.ts";
import type { CommandIo } from "../io.ts";
import { loadSide } from "../load-side.ts";
import { placeInRepository } from "../place-in-repository.ts";
import { withJsonErrors } from "../print-json-error.ts";

export interface CommentOptions {
  /** A baseline file or a run to compare with. */
  readonly baseline?: string;
  /** Tells several comments of one pull request apart. */
  readonly key?: string;
  readonly pull?: string;
  /** Whose comments are ours. */
  readonly author: string;
  /** A token that may not write is no error. */
  readonly optional?: boolean;
  /** Print what was done as JSON. */
  readonly json?: boolean;
  readonly root?: string;
}

/** Writes the run into the one comment that a pull request has of it. Returns 0, or 2 when it could not. */
export function comment(run: string | undefined, options: CommentOptions, io: CommandIo): Promise<number> {
  return withJsonErrors(options.json, io, async () => {
    const done = await write(run, options, io);
    io.out(
      options.json === true ? `${JSON.stringify({ ok: true, ...done }, null, 2)}\n` : sentences[done.action],
    );
    return 0;
  });
}

interface DoneComment {
  readonly action: UpsertedComment["action"] | "none" | "forbidden";
  /** The pull request. */
  readonly pull?: number;
  /** The comment. */
  readonly id?: number;
}

const sentences: { readonly [Action in DoneComment["action"]]: string } = {
  created: "Comment created.\n",
  updated: "Comment updated.\n",
  unchanged: "Comment unchanged.\n",
  none: "No open pull request has this commit.\n",
  forbidden: "No comment: the token may not write any here, as in pull requests from forks.\n",
};

async function write(run: string | undefined, options: CommentOptions, io: CommandIo): Promise<DoneComment> {
  const { commentMarker } = await import("@assay/core/report");
  const { environment } = io;
  const repository = repositoryOf(environment);
  const body = await renderBody(run, options, io);
  const client = new GithubClient({
    apiUrl: environment["GITHUB_API_URL"] ?? "https://api.github.com",
    token: tokenOf(environment),
  });
  const { author, key, optional } = options;
  try {
    return await client.retried(async (): Promise<DoneComment> => {
      const pull = givenPull(options) ?? (await findPullRequest(client, repository, environment));
      if (pull === undefined) return { action: "none" };
      const target = { repository, pull, author, marker: commentMarker(key) };
      return { ...(await upsertComment(client, target, body)), pull };
    });
  } catch (error) {
    if (optional !== true || !isForbidden(error)) throw error;
    return { action: "forbidden" };
  }
}

async function renderBody(
  run: string | undefined,
  { baseline, key, root: directory }: CommentOptions,
  io: CommandIo,
): Promise<string> {
  const { compareRuns, findRun, loadConfig, summarizeRun } = await import("@assay/core/run");
  const { renderComment } = await import("@assay/core/report");
  const root = resolve(io.cwd, directory ?? ".");
  const { settings } = await loadConfig(root);
  const { outputDir } = settings;
  const summary = summarizeRun(findRun(root, outputDir, run));
  const name = baseline ?? settings.gate?.baseline ?? "assay.baseline.json";
  const compared = baseline !== undefined || existsSync(resolve(root, name));
  const comparison = compared ? compareRuns(await loadSide(name, { root, outputDir }), summary) : undefined;
  const place = placeInRepository(root, io.environment);
  return renderComment(summary, comparison, { directory: place, ...(key !== undefined && { key }) });
}

function tokenOf(environment: CommandIo["environment"]): string {
  const token = environment["GITHUB_TOKEN"] ?? "";
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new EvalError(
    "Failed to write the comment: GITHUB_TOKEN is not set. Give the step env: GITHUB_TOKEN: ${{ github.token }} and the job permissions: pull-requests: write.",
    { code: "GITHUB_INVALID" },
  );
}

function givenPull({ pull }: CommentOptions): number | undefined {
  if (pull === undefined) return undefined;
  const number = pullNumber(pull);
  if (number !== undefined) return number;
  throw new EvalError(
    `Failed to read --pull ${JSON.stringify(pull)}: it is no number of a pull request. Give it as --pull 12.`,
    { code: "GITHUB_INVALID" },
  );
}

const examples = `
The comment is found again by its first line and its author, and updated in place. GitHub Actions sets GITHUB_REPOSITORY,
GITHUB_API_URL and GITHUB_EVENT_PATH; the token comes from GITHUB_TOKEN and needs "pull-requests: write".
Exit code: 0 written (or no pull request has this commit), 2 GitHub did not take it, 3 bad input.

Examples:
  $ assay comment                                  the latest run, against assay.baseline.json if there is one
  $ assay comment --baseline main.baseline.json
  $ assay comment merged-run --pull 12 --key evals
  $ assay comment --json                           what was done, and the numbers of pull request and comment
`;

/** Adds `assay comment` to `program`; `done` receives the exit code. */
export function registerComment(program: Command, io: CommandIo, done: (exitCode: number) => void): void {
  program
    .command("comment")
    .description("write a run into one comment of a GitHub pull request")
    .argument("[run]", "id, beginning of an id, or directory of a run (default: the latest)")
    .option("--baseline <file>", "a baseline or run to compare with (default: the project's own, if there)")
    .option("--key <name>", "tells several comments of one pull request apart")
    .option("--pull <number>", "the pull request (default: the one that the workflow runs for)")
    .option("--author <login>", "whose comments are ours", "github-actions[bot]")
    .option("--optional", "a token that may not write is no error")
    .option("--json", "print what was done as JSON")
    .option("--root <directory>", "the directory of the project (default: the working directory)")
    .addHelpText("after", examples)
    .action(async (run: string | undefined, options: CommentOptions) =>
      done(await comment(run, options, io)),
    );
}
