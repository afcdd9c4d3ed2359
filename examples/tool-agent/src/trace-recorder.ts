import type { JsonValue, Retrieval, ToolCall, Trace, TraceStep } from "@assay/core";
import { ToolError, type Arguments } from "./tools.ts";

/** Writes down what the agent does while it does it. */
export class TraceRecorder {
  readonly #toolCalls: ToolCall[] = [];
  readonly #steps: TraceStep[] = [];
  readonly #retrievals: Retrieval[] = [];

  /** Runs one step; an error that it throws is recorded with it and goes on. */
  async step<T>(name: string, run: () => T | Promise<T>): Promise<T> {
    try {
      const result = await run();
      this.#steps.push({ name, status: "ok" });
      return result;
    } catch (error) {
      this.#steps.push({ name, status: "error", error: String((error as Error).message) });
      throw error;
    }
  }

  /** Makes a tool call and records it with what came back. */
  async call(
    name: string,
    args: Arguments,
    server: string | undefined,
    make: () => unknown,
  ): Promise<unknown> {
    const call = {
      name,
      args: args as JsonValue,
      index: this.#toolCalls.length,
      ...(server === undefined ? { source: "client" as const } : { source: "mcp" as const, server }),
    };
    try {
      const result = await make();
      this.#toolCalls.push({ ...call, status: "ok", result });
      return result;
    } catch (error) {
      const message = error instanceof ToolError ? error.message : String(error);
      this.#toolCalls.push({ ...call, status: "error", error: message });
      throw error;
    }
  }

  retrieved(query: string, documents: readonly { readonly id: string; readonly text: string }[]): void {
    const ranked = documents.map(({ id, text }, index) => ({ id, text, rank: index + 1 }));
    this.#retrievals.push({ query, documents: ranked });
  }

  trace(request: string, answer: string): Trace {
    return {
      kind: "assay.trace",
      messages: [
        { role: "user", text: request },
        { role: "assistant", text: answer },
      ],
      toolCalls: this.#toolCalls,
      steps: this.#steps,
      retrievals: this.#retrievals,
      errors: [],
    };
  }
}
