import { governanceOf } from "../governed.ts";
import { openRecordings, type OpenRecordings } from "./open-recordings.ts";

/** A model without its `recorded()` wrapper, and the recordings that its replies go to, if any. */
export function recordedModel<M extends object>(
  model: M,
): { readonly inner: M; readonly recordings: OpenRecordings | undefined } {
  const { deterministic = false, recorded } = governanceOf(model);
  if (deterministic) return { inner: model, recordings: undefined };
  return { inner: unrecorded(model), recordings: openRecordings(recorded?.options) };
}

/** The model inside of `recorded()`, or the model itself. */
export function unrecorded<M extends object>(model: M): M {
  return (governanceOf(model).recorded?.model as M | undefined) ?? model;
}
