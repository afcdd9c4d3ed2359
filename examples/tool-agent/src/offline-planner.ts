import { classifyRequest } from "./classify-request.ts";
import { findArgument, readArguments } from "./read-arguments.ts";
import type { Reply } from "./reply.ts";
import type { Toolbox } from "./toolbox.ts";
import type { Order } from "./shop.ts";
import { TraceRecorder } from "./trace-recorder.ts";
import { ToolError, type Arguments, type ToolDefinition } from "./tools.ts";
import { overlap } from "./words.ts";

/** Tools that change an order: the agent looks at the order before it touches it. */
const changing: ReadonlySet<string> = new Set(["cancel_order", "refund_order", "change_address"]);

/**
 * Serves one request by rules: it takes the tool whose description shares most words with the request. The same request
 * always gets the same reply.
 */
export async function serveOffline(request: string, tools: Toolbox): Promise<Reply> {
  const recorder = new TraceRecorder();
  const kind = classifyRequest(request);
  const text = await recorder
    .step("plan", () => plan(request))
    .then(() => serve(request, tools, recorder))
    .catch((error: unknown) => {
      if (error instanceof ToolError) return apologize(error.message);
      throw error;
    });
  return { text, kind, trace: recorder.trace(request, text) };
}

function apologize(reason: string): string {
  return `I am sorry: ${/[.?]$/.test(reason) ? reason : `${reason}.`}`;
}

function plan(request: string): void {
  if (request.trim() === "") throw new ToolError("I did not receive a request.");
  if (/\b(?:ignore|disregard|forget) (?:all |your |the |previous )+(?:rules|instructions)/i.test(request))
    throw new ToolError("I can only help with orders of this shop.");
}

async function serve(request: string, tools: Toolbox, recorder: TraceRecorder): Promise<string> {
  const tool = await recorder.step("choose tool", () => chooseTool(request, tools.definitions));
  const call = (name: string, args: Arguments): Promise<unknown> =>
    recorder.call(name, args, tools.serverOf(name), () => tools.call(name, args));
  const args = await recorder.step("read arguments", () => readCall(request, tool));
  const order = await recorder.step("look up", () => lookUp(tool, args, call));
  const made = trackedArguments(tool, args, order);
  const result = await recorder.step("act", () =>
    tool.name === "get_order" ? order : call(tool.name, made),
  );
  if (tool.name === "search_policies") recorder.retrieved(request, result as { id: string; text: string }[]);
  return recorder.step("answer", () => write(tool.name, result));
}

function chooseTool(request: string, definitions: readonly ToolDefinition[]): ToolDefinition {
  const scores = overlap(
    request,
    definitions.map(({ description }) => description),
  );
  const best = Math.max(...scores);
  const tool = definitions[scores.indexOf(best)];
  if (tool === undefined || best === 0)
    throw new ToolError("I did not understand. Could you say it in other words?");
  return tool;
}

/** A parcel may be named by its order: the tracking number is then looked up. */
function readCall(request: string, { name, parameters }: ToolDefinition): Arguments {
  const isByOrder = name === "track_parcel" && findArgument(request, "tracking_id") === undefined;
  const names = isByOrder ? ["order_id"] : (parameters["required"] as readonly string[] | undefined);
  return readArguments(request, names ?? []);
}

async function lookUp(
  { name }: ToolDefinition,
  { order_id: id }: Arguments,
  call: (name: string, args: Arguments) => Promise<unknown>,
): Promise<Order | undefined> {
  const isNeeded = name === "get_order" || changing.has(name) || name === "track_parcel";
  return isNeeded && id !== undefined ? ((await call("get_order", { order_id: id })) as Order) : undefined;
}

function trackedArguments({ name }: ToolDefinition, args: Arguments, order: Order | undefined): Arguments {
  if (name !== "track_parcel" || order === undefined) return args;
  if (order.tracking === undefined) throw new ToolError(`order ${order.id} has not shipped yet`);
  return { tracking_id: order.tracking };
}

function write(tool: string, result: unknown): string {
  const facts = (result ?? {}) as Readonly<Record<string, unknown>>;
  const answers: Readonly<Record<string, () => string>> = {
    get_order: () =>
      `Order ${facts["id"]} (${facts["item"]}, ${facts["total"]} euros) is ${facts["status"]}.`,
    list_orders: () => listOrders(result as readonly Order[]),
    cancel_order: () => `Order ${facts["id"]} is cancelled.`,
    refund_order: () => `${facts["refunded"]} euros for order ${facts["id"]} are on their way back to you.`,
    change_address: () => `Order ${facts["id"]} will go to ${facts["address"]}.`,
    track_parcel: () => `Your parcel is ${facts["place"]}.`,
    delivery_estimate: () => `It takes ${facts["days"]} days.`,
    search_policies: () => (result as readonly { text: string }[])[0]?.text ?? "We have no policy on that.",
    open_ticket: () => `I have passed this on to my colleagues as ticket ${facts["ticket"]}.`,
  };
  return answers[tool]?.() ?? "Done.";
}

function listOrders(orders: readonly Order[]): string {
  if (orders.length === 0) throw new ToolError("there are no orders under this address");
  return `Your orders: ${orders.map(({ id, item }) => `${id} (${item})`).join(", ")}.`;
}
