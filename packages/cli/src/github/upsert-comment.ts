import type { GithubClient } from "./github-client.ts";

export interface CommentTarget {
  /** `owner/name`. */
  readonly repository: string;
  readonly pull: number;
  /** What the comment's first line is. */
  readonly marker: string;
  /** Whose comments count: somebody else may write the marker, too. */
  readonly author: string;
}

export interface UpsertedComment {
  readonly action: "created" | "updated" | "unchanged";
  readonly id: number;
}

interface IssueComment {
  readonly id: number;
  readonly body: string;
  readonly author: string;
}

/** Writes `body` into the comment that begins with the marker; a new one where there is none. */
export async function upsertComment(
  client: GithubClient,
  target: CommentTarget,
  body: string,
): Promise<UpsertedComment> {
  const { repository, pull } = target;
  const own = await findOwn(client, target);
  if (own === undefined) {
    const { body: made } = await client.request("POST", `/repos/${repository}/issues/${pull}/comments`, {
      body,
    });
    return { action: "created", id: readComment(made)?.id ?? 0 };
  }
  if (own.body === body) return { action: "unchanged", id: own.id };
  await client.request("PATCH", `/repos/${repository}/issues/comments/${own.id}`, { body });
  return { action: "updated", id: own.id };
}

const perPage = 100;
/** Ten thousand comments; a pull request with more gets a new one each time. */
const mostPages = 100;

/** The oldest, should there be two. */
async function findOwn(client: GithubClient, target: CommentTarget): Promise<IssueComment | undefined> {
  const { repository, pull, marker, author } = target;
  for (let page = 1; page <= mostPages; page++) {
    const path = `/repos/${repository}/issues/${pull}/comments?per_page=${perPage}&page=${page}`;
    const { body } = await client.request("GET", path);
    const comments = Array.isArray(body) ? body.flatMap((one: unknown) => readComment(one) ?? []) : [];
    const own = comments.find((one) => one.author === author && firstLine(one.body) === marker);
    if (own !== undefined) return own;
    if (!Array.isArray(body) || body.length < perPage) return undefined;
  }
  return undefined;
}

function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? "";
}

function readComment(value: unknown): IssueComment | undefined {
  if (typeof value !== "object" || value === null || !("id" in value)) return undefined;
  const { id } = value;
  if (typeof id !== "number" || !Number.isSafeInteger(id)) return undefined;
  const body = "body" in value && typeof value.body === "string" ? value.body : "";
  const user: unknown = "user" in value ? value.user : undefined;
  const login = typeof user === "object" && user !== null && "login" in user ? user.login : undefined;
  return { id, body, author: typeof login === "string" ? login : "" };
}
