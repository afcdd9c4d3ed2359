import type { Replayed } from "../judges/spend.ts";

/** What recordings gave to the judges of a run. */
export interface RecordingsSummary extends Replayed {
  /** Requests that were sent all the same, retries included. */
  readonly requests: number;
}
