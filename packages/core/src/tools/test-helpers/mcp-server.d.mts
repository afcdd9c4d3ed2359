/** Serves the test's MCP server over streamable HTTP on the loopback, to who sends the token. */
export function listenHttp(
  expectedToken: string,
): Promise<{ readonly url: string; readonly close: () => Promise<void>; readonly kill: () => Promise<void> }>;
