import { ToolError, type Arguments } from "./tools.ts";

/** What each argument looks like in a request, and how the agent asks for it. */
const readers: Readonly<Record<string, { readonly pattern: RegExp; readonly ask: string }>> = {
  order_id: { pattern: /(?:#|\b)(1\d{3})\b/, ask: "Which order is it? Please send me its number." },
  tracking_id: {
    pattern: /\b(PX\d{3})\b/i,
    ask: "Please send me the tracking number or the order's number.",
  },
  email: { pattern: /([\w.]+@[\w.]+\w)/, ask: "Please send me the email address of the orders." },
  postcode: { pattern: /\b([A-Z]{1,2}\d{1,2})\b/, ask: "Which postcode would it go to?" },
  address: { pattern: /\bto:? (\d+ [A-Z][\w ]+, [A-Z]\w+)/, ask: "Please send me the new address." },
};

/** The arguments that `names` asks for, read from the request. @throws ToolError naming what is missing. */
export function readArguments(request: string, names: readonly string[]): Arguments {
  return Object.fromEntries(names.map((name) => [name, readArgument(request, name)]));
}

/** One argument, or `undefined` when the request does not hold it. */
export function findArgument(request: string, name: string): string | undefined {
  return readers[name]?.pattern.exec(request)?.[1];
}

function readArgument(request: string, name: string): string {
  if (readers[name] === undefined) return request.slice(0, 300);
  const value = findArgument(request, name);
  if (value === undefined) throw new ToolError(readers[name].ask);
  return name === "tracking_id" ? value.toUpperCase() : value;
}
