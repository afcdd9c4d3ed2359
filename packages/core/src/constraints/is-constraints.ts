import { constraintsMarker, type Constraints } from "./constraints.ts";

/** Whether `value` is a {@link Constraints}, by a symbol and not by `instanceof`: two copies of the package may be loaded. */
export function isConstraints(value: object): value is Constraints<boolean> {
  return constraintsMarker in value;
}
