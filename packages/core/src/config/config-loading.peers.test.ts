import { describe, expect, test } from "vitest";
import { runProject } from "../../../../fixtures/run-project.ts";

interface Partitions {
  readonly partitions: {
    readonly smoke: { readonly declared: number; readonly pass: number; readonly threshold: number };
  };
}

const smoke = { declared: 2, pass: 2, threshold: 0.8 };

describe.each(["vitest-4", "vitest-5"] as const)("%s", (peer) => {
  test.each(["forks", "threads", "vmThreads", "vmForks"])(
    "loads a TypeScript configuration and a glob in %s",
    async (pool) => {
      const finished = await runProject({ peer, project: "config-vitest", args: ["run", `--pool=${pool}`] });

      expect(finished.stderr + finished.stdout).toContain("3 passed");
      expect(finished.exitCode).toBe(0);
      expect((finished.summary as Partitions).partitions.smoke).toMatchObject(smoke);
    },
  );
});

describe.each(["jest-29", "jest-30"] as const)("%s", (peer) => {
  test("loads a TypeScript configuration and a glob in CommonJS", async () => {
    const finished = await runProject({
      peer,
      project: "config-jest",
      args: ["--testMatch", "**/*.test.js"],
    });

    expect(finished.stderr).toContain("3 passed");
    expect(finished.exitCode).toBe(0);
    expect((finished.summary as Partitions).partitions.smoke).toMatchObject(smoke);
  });

  test("loads a TypeScript configuration and a glob in ES modules", async () => {
    const finished = await runProject({
      peer,
      project: "config-jest",
      nodeArgs: ["--experimental-vm-modules"],
      args: ["--testMatch", "**/*.mjs"],
    });

    expect(finished.stderr).toContain("3 passed");
    expect(finished.exitCode).toBe(0);
    expect((finished.summary as Partitions).partitions.smoke).toMatchObject(smoke);
  });
});
