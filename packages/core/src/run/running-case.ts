import { currentCase, type CaseContext } from "./case-context.ts";
import { workerState } from "./worker-state.ts";

/**
 * The case that the calling code belongs to; `undefined` outside of one.
 *
 * @param matcher - `this` of a matcher that asks, where one does.
 */
export function runningCase(matcher: object = {}): CaseContext | undefined {
  return currentCase() ?? workerState().resolvePlainCase?.(matcher);
}
