import { EvalError, type EvalErrorOptions } from "../errors/eval-error.ts";

export interface ModelErrorOptions extends EvalErrorOptions {
  /** Whether the same request may be sent again. */
  readonly retryable?: boolean;
  /** What the server asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** No answer could be had from a model: transport, authentication, quota, timeout, a reply of the wrong shape. */
export class ModelError extends EvalError {
  override readonly name: string = "ModelError";
  readonly retryable: boolean;
  declare readonly retryAfterMs: number | undefined;

  constructor(message: string, options: ModelErrorOptions) {
    super(message, { outcome: "error", ...options });
    this.retryable = options.retryable ?? false;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}
