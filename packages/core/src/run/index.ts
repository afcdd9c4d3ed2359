export { worstStatus } from "./outcome.ts";
