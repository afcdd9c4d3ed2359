import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "../main.ts";
import { fakeGithub, type FakeGithub } from "../test-helpers/fake-github.ts";
import { memoryIo, recordRun, scratchDirectory, type MemoryIo } from "../test-helpers/memory-io.ts";

const marker = "<!-- assay-report -->";

function worldOf(github: FakeGithub, environment: Record<string, string> = {}, event?: object): MemoryIo {
  const root = scratchDirectory();
  recordRun(root, "fail");
  const path = join(root, "event.json");
  writeFileSync(path, JSON.stringify(event ?? { pull_request: { number: 7 } }));
  return memoryIo(root, {
    environment: {
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: "octo/app",
      GITHUB_TOKEN: "secret-token",
      GITHUB_EVENT_PATH: path,
      ...environment,
    },
  });
}

test("writes one comment and updates it in place", async () => {
  const github = await fakeGithub();
  github.addComment("hello", "somebody");
  const io = worldOf(github);

  expect(await runCommand(["comment"], io)).toBe(0);
  expect(io.stdout()).toBe("Comment created.\n");
  expect(github.comments).toHaveLength(2);
  expect(github.comments[1]?.body).toMatch(new RegExp(`^${marker}\n## Assay: FAIL`));

  recordRun(io.cwd, "pass");
  expect(await runCommand(["comment"], io)).toBe(0);
  expect(github.comments).toHaveLength(2);
  expect(github.comments[1]?.body).toContain("## Assay: PASS");
  expect(io.stdout()).toContain("Comment updated.");

  expect(await runCommand(["comment"], io)).toBe(0);
  expect(io.stdout()).toContain("Comment unchanged.");
});

test("--json says what was done, and why not", async () => {
  const github = await fakeGithub();
  const io = worldOf(github);
  const said = async (...args: string[]): Promise<unknown> => {
    const before = io.stdout().length;
    await runCommand(["comment", "--json", ...args], io);
    return JSON.parse(io.stdout().slice(before));
  };

  expect(await said()).toEqual({ ok: true, action: "created", pull: 7, id: expect.any(Number) as number });
  expect(await said()).toMatchObject({ action: "unchanged", pull: 7 });
  github.faults.push((_, response) => response.writeHead(403).end("{}"));
  expect(await said("--optional")).toEqual({ ok: true, action: "forbidden" });
  expect(await said("--pull", "0")).toMatchObject({ ok: false, error: { code: "GITHUB_INVALID" } });
});

test("compares with the baseline that the configuration names", async () => {
  const github = await fakeGithub();
  const io = worldOf(github);
  writeFileSync(join(io.cwd, "assay.config.json"), '{"gate":{"baseline":"main.json"}}');
  recordRun(io.cwd, "pass");
  expect(await runCommand(["baseline", "write"], io)).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 3));
  recordRun(io.cwd, "fail");

  expect(await runCommand(["comment"], io)).toBe(0);
  expect(github.comments[0]?.body).toContain("1 newly failing");
});

test("finds its comment behind a hundred others, and none that somebody else wrote with its marker", async () => {
  const github = await fakeGithub();
  for (let index = 0; index < 130; index++) github.addComment(`${marker}\nforged ${index}`, "somebody");
  github.addComment(`quotes ${marker}`);
  github.addComment(`${marker}\nold`);
  const io = worldOf(github);

  expect(await runCommand(["comment"], io)).toBe(0);
  expect(github.comments).toHaveLength(132);
  expect(github.comments[131]?.body).toContain("## Assay");
  expect(github.comments.filter(({ body }) => body.includes("## Assay"))).toHaveLength(1);
});

test("two keys are two comments", async () => {
  const github = await fakeGithub();
  const io = worldOf(github);
  await runCommand(["comment", "--key", "a"], io);
  await runCommand(["comment", "--key", "b"], io);
  await runCommand(["comment", "--key", "a"], io);

  expect(github.comments.map(({ body }) => body.split("\n")[0])).toEqual([
    "<!-- assay-report:a -->",
    "<!-- assay-report:b -->",
  ]);
});

test("tries again after what passes by, and does not write twice when an answer is lost", async () => {
  const github = await fakeGithub();
  const io = worldOf(github);
  github.faults.push(
    (_, response) => response.writeHead(502).end(),
    (_, response) => response.writeHead(429, { "retry-after": "0" }).end(),
    (request) => request.socket.destroy(),
  );
  github.lostAnswers = 1;

  expect(await runCommand(["comment"], io)).toBe(0);
  expect(github.comments).toHaveLength(1);
  expect(github.requests.map(({ line }) => line.split(" ")[0])).toEqual([
    "GET",
    "GET",
    "GET",
    "GET",
    "POST",
    "GET",
  ]);
});

test("follows no redirect, and sends its token nowhere else", async () => {
  const [github, other] = [await fakeGithub(), await fakeGithub()];
  const io = worldOf(github);
  for (let index = 0; index < 6; index++) {
    github.faults.push((_, response) => response.writeHead(307, { location: other.url }).end());
  }

  expect(await runCommand(["comment"], io)).toBe(2);
  expect(other.requests).toEqual([]);
  expect(io.stdout() + io.stderr()).not.toContain("secret-token");
}, 60_000);

test("a token that may not write is an error, and none where the comment is optional", async () => {
  const github = await fakeGithub();
  const forbid = (): void => {
    github.faults.push((_, response) =>
      response.writeHead(403).end('{"message":"Resource not accessible by integration; secret-token"}'),
    );
  };
  const io = worldOf(github);
  forbid();
  expect(await runCommand(["comment"], io)).toBe(2);
  expect(io.stderr()).toContain("403 Resource not accessible by integration; ***");
  forbid();
  expect(await runCommand(["comment", "--optional"], io)).toBe(0);
  expect(github.comments).toEqual([]);
  expect(io.stdout() + io.stderr()).not.toContain("secret-token");
});

test("after workflow_run the pull request is the open one with that commit", async () => {
  const github = await fakeGithub();
  const event = {
    workflow_run: {
      head_sha: "abc",
      head_branch: "patch-1",
      head_repository: { owner: { login: "fork" } },
      pull_requests: [],
    },
  };
  github.pulls = [
    { number: 6, head: { sha: "old" } },
    { number: 7, head: { sha: "abc" } },
  ];
  const io = worldOf(github, {}, event);

  expect(await runCommand(["comment"], io)).toBe(0);
  expect(github.requests[0]?.line).toBe(
    "GET /repos/octo/app/pulls?state=open&per_page=100&head=fork%3Apatch-1",
  );
  expect(github.comments).toHaveLength(1);

  github.pulls = [{ number: 6, head: { sha: "old" } }];
  expect(await runCommand(["comment"], io)).toBe(0);
  expect(io.stdout()).toContain("No open pull request has this commit.");
});

test.each([
  [{ GITHUB_REPOSITORY: "octo/../x" }, [], "GITHUB_REPOSITORY"],
  [{ GITHUB_REPOSITORY: "octo/.." }, [], "GITHUB_REPOSITORY"],
  [{ GITHUB_API_URL: "file:///etc/passwd" }, [], "GITHUB_API_URL"],
  [{ GITHUB_API_URL: "nowhere" }, [], "GITHUB_API_URL"],
  [{ GITHUB_TOKEN: "" }, [], "GITHUB_TOKEN"],
  [{ GITHUB_TOKEN: "a\nb" }, [], "GITHUB_TOKEN"],
  [{}, ["--pull", "7/../../x"], "--pull"],
  [{}, ["--pull", "0"], "--pull"],
])("%j %j is bad input: 3", async (environment, args, told) => {
  const github = await fakeGithub();
  const io = worldOf(github, environment);

  expect(await runCommand(["comment", ...args], io)).toBe(3);
  expect(io.stderr()).toContain(told);
  expect(github.requests).toEqual([]);
});
