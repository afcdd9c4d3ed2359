/** Keeps `vitest | head` from dying of EPIPE before the run is sealed. */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.listeners("error").includes(ignore)) stream.on("error", ignore);
  }
}

function ignore(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
