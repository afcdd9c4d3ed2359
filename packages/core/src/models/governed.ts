const marker = Symbol.for("assay.governed");

/** Marks a model that keeps to the call policy by itself. */
export function markGoverned<M extends object>(model: M): M {
  return Object.defineProperty(model, marker, { value: true });
}

export function isGoverned(model: object): boolean {
  return marker in model;
}
