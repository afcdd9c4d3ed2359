import { execFileSync, spawn } from "node:child_process";
import { describe, expect, test, vi } from "vitest";
import { testPattern } from "./test-pattern.ts";

describe("testPattern", () => {
  // Patterns and inputs: the README of doyensec/regexploit and OWASP's page on ReDoS.
  test.each([
    [/^(a+)+$/, `${"a".repeat(50)}!`],
    [/^(([a-z])+.)+[A-Z]([a-z])+$/, "a".repeat(60)],
    [/(a|aa)+$/, `${"a".repeat(60)}!`],
    [/(.*a){20}$/, "a".repeat(50) + "!"],
    [/^(\w+\s?)*$/, `${"aaaa ".repeat(30)}!`],
  ])("gives %s up after 250 ms", (pattern, text) => {
    const startedAt = performance.now();

    expect(() => testPattern(pattern, text)).toThrow(
      expect.objectContaining({
        code: "CONSTRAINT_THREW",
        outcome: "error",
        message: expect.stringContaining("longer than 250 ms") as string,
      }),
    );
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test("still works after a pattern was given up", () => {
    expect(() => testPattern(/^(a+)+$/, `${"a".repeat(50)}!`)).toThrow("longer");
    expect(testPattern(/^b/u, "b")).toBe(true);
  });

  test("gives up under fake timers too", () => {
    vi.useFakeTimers();
    try {
      expect(() => testPattern(/^(a+)+$/, `${"a".repeat(50)}!`)).toThrow("longer");
    } finally {
      vi.useRealTimers();
    }
  });

  test("keeps the flags of the pattern", () => {
    expect(testPattern(/^É$/iu, "é")).toBe(true);
    expect(testPattern(/^b$/m, "a\nb")).toBe(true);
    expect(testPattern(/a.b/s, "a\nb")).toBe(true);
    expect(testPattern(/\//, "a/b")).toBe(true);
    expect(testPattern(new RegExp("\n"), "a\nb")).toBe(true);
  });

  // The process stands still for 600 ms in the middle of a match that takes a fraction of the limit.
  test.skipIf(process.platform === "win32")("does not blame a pattern for a suspended process", async () => {
    const script = `sleep 0.1; kill -STOP ${process.pid}; sleep 0.6; kill -CONT ${process.pid}`;
    const suspender = spawn("sh", ["-c", script]);
    const ended = new Promise((resolve) => {
      suspender.on("close", resolve);
    });
    const until = performance.now() + 1_200;

    while (performance.now() < until) expect(testPattern(/^(a+)+$/, `${"a".repeat(22)}!`)).toBe(false);
    expect(await ended).toBe(0);
  });

  test("does not hang a worker thread", () => {
    const source = `
      const { Worker } = require("node:worker_threads");
      const code = 'const vm = require("node:vm"); try { vm.runInContext("/^(a+)+$/.test(text)", vm.createContext({ text: "a".repeat(50) + "!" }), { timeout: 250 }) } catch (error) { require("node:worker_threads").parentPort.postMessage(error.code) }';
      new Worker(code, { eval: true }).on("message", (message) => console.log(message));`;

    expect(execFileSync(process.execPath, ["-e", source], { encoding: "utf8", timeout: 10_000 })).toBe(
      "ERR_SCRIPT_EXECUTION_TIMEOUT\n",
    );
  });
});
