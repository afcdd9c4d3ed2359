/** What a command sees of the world; tests hand in their own. */
export interface CommandIo {
  /** Prints to standard output, as it is. */
  out(text: string): void;
  /** Prints to standard error, as it is. */
  err(text: string): void;
  readonly cwd: string;
  readonly environment: { readonly [name: string]: string | undefined };
  /** Whether standard output shows ANSI colours. */
  readonly color: boolean;
  /** Of standard output, in columns. */
  readonly width: number;
}

/** The process's own streams. A reader that went away (`assay gate | head`) ends the output, not the command. */
export function processIo(): CommandIo {
  const { stdout, stderr, env } = process;
  for (const stream of [stdout, stderr]) stream.on("error", ignoreClosedPipe);
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    cwd: process.cwd(),
    environment: env,
    color: wantsColor(env, stdout.isTTY),
    width: stdout.columns ?? 120,
  };
}

/** `NO_COLOR` (no-color.org) wins over `FORCE_COLOR`; without either, a terminal gets colours and a pipe does not. */
export function wantsColor(environment: CommandIo["environment"], isTerminal: boolean | undefined): boolean {
  if ((environment["NO_COLOR"] ?? "") !== "") return false;
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isTerminal === true && environment["TERM"] !== "dumb";
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
