export { encodeTerminal } from "./encode-terminal.ts";
