import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

interface StoredComment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: string };
}

export interface FakeGithub {
  readonly url: string;
  readonly comments: StoredComment[];
  readonly requests: { readonly line: string; readonly authorization: string }[];
  /** What `GET /pulls` answers. */
  pulls: readonly object[];
  /** Answers the next requests instead of the API, one each. */
  readonly faults: ((request: IncomingMessage, response: ServerResponse) => void)[];
  /** How many new comments are kept without an answer. */
  lostAnswers: number;
  addComment(body: string, login?: string): void;
}

/** The comments of pull request 7 of octo/app, over HTTP on loopback, as the REST API has them. */
export async function fakeGithub(): Promise<FakeGithub> {
  let lastId = 100;
  const comments: StoredComment[] = [];
  const addComment = (body: string, login = "github-actions[bot]"): StoredComment => {
    const comment = { id: ++lastId, body, user: { login, type: login.endsWith("[bot]") ? "Bot" : "User" } };
    comments.push(comment);
    return comment;
  };
  const server = createServer((request, response) => {
    void (async () => {
      const { method = "", url = "", headers } = request;
      github.requests.push({ line: `${method} ${url}`, authorization: headers.authorization ?? "" });
      const text = await readAll(request);
      const fault = github.faults.shift();
      if (fault !== undefined) return fault(request, response);
      const send = (status: number, body: unknown): void => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(body));
      };
      const { pathname, searchParams } = new URL(url, "http://fake");
      if (headers.authorization !== "Bearer secret-token") return send(401, { message: "Bad credentials" });
      if (method === "GET" && pathname === "/repos/octo/app/pulls") return send(200, github.pulls);
      const [, edited] = /^\/repos\/octo\/app\/issues\/comments\/(\d+)$/.exec(pathname) ?? [];
      if (method === "PATCH" && edited !== undefined) {
        const comment = comments.find(({ id }) => id === Number(edited));
        if (comment === undefined) return send(404, { message: "Not Found" });
        comment.body = (JSON.parse(text) as { body: string }).body;
        return send(200, comment);
      }
      if (pathname !== "/repos/octo/app/issues/7/comments") return send(404, { message: "Not Found" });
      if (method === "POST") {
        const made = addComment((JSON.parse(text) as { body: string }).body);
        return github.lostAnswers-- > 0 ? void request.socket.destroy() : send(201, made);
      }
      const [size, page] = [Number(searchParams.get("per_page")), Number(searchParams.get("page"))];
      return send(200, comments.slice((page - 1) * size, page * size));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const github: FakeGithub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    comments,
    requests: [],
    pulls: [],
    faults: [],
    lostAnswers: 0,
    addComment: (body, login) => void addComment(body, login),
  };
  return github;
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
