import type { RecordingOptions } from "./recordings/recording-settings.ts";

const marker = Symbol.for("assay.governed");

/** What a model of ours says of itself beside its interface. */
export interface Governance {
  /** What must get into no file: its key, its headers. */
  readonly secrets?: () => readonly string[];
  /** It gives the same reply to the same question at no cost: nothing of it is recorded. */
  readonly deterministic?: boolean;
  /** Set by `recorded()`: the model inside, and what becomes of its replies. */
  readonly recorded?: { readonly model: object; readonly options: RecordingOptions };
}

/** Marks a model that keeps to the call policy by itself. */
export function markGoverned<M extends object>(model: M, governance: Governance = {}): M {
  return Object.defineProperty(model, marker, { value: governance });
}

export function isGoverned(model: object): boolean {
  return marker in model;
}

/** Also of a model that another copy of the package made; empty for a hand-written one. */
export function governanceOf(model: object): Governance {
  const governance = (model as { readonly [marker]?: unknown })[marker];
  return typeof governance === "object" && governance !== null ? governance : {};
}
