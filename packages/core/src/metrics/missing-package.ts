/** The error of an optional package that is not installed; a package that is there but broken keeps its own. */
export function missingPackage(name: string, error: unknown): unknown {
  const { code, message } = Object(error) as { readonly code?: unknown; readonly message?: unknown };
  const missing = code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
  if (!missing || !String(message).includes(name)) return error;
  return new Error(
    `Failed to load the package "${name}": it is not installed. Install it with \`npm install --save-dev ${name}\`.`,
    { cause: error },
  );
}
