// Writes distribution.jsonl: 54 requests over tool, style and customer. Every run of this script writes the same file.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const requests = JSON.parse(readFileSync(new URL("requests.json", import.meta.url), "utf8"));
const styles = {
  plain: (text) => text,
  polite: (text, customer) => `${customer} ${text} Thank you!`,
  terse: (text) => text.replace(/^(?:Please|Could you|I want to|I need) /, "").replace(/[.!?]$/, ""),
  typos: misspell,
};
const customers = {
  private: "Good morning.",
  business: "I write for our office.",
  abroad: "I hope my English is fine.",
};
const looksFirst = new Set(["cancel_order", "refund_order", "change_address"]);

const rows = Object.entries(requests).flatMap(([tool, list], group) =>
  list.map(([text, kind, args, says], index) => toRow({ tool, text, kind, args, says, group, index })),
);
const lines = rows.map((row) => `${JSON.stringify(row)}\n`);
writeFileSync(fileURLToPath(new URL("distribution.jsonl", import.meta.url)), lines.join(""));

function toRow({ tool, text, kind, args, says, group, index }) {
  const style = Object.keys(styles)[(group + index) % 4];
  const customer = Object.keys(customers)[(group + index * 2) % 3];
  return {
    id: `dist-${tool.replaceAll("_", "-")}-${index + 1}`,
    partition: "distribution",
    input: { request: styles[style](text, customers[customer]) },
    expected: {
      calls: expectedCalls(tool, text, args),
      kind,
      ...(Array.isArray(args) && { documents: args }),
      ...changes(tool, args),
      says,
    },
    metadata: { tool, style, customer },
    source: "synthetic",
  };
}

function expectedCalls(tool, text, args) {
  const call = { name: tool, ...(!Array.isArray(args) && { args }) };
  const order = /\b1\d{3}\b/.exec(text)?.[0];
  const isByOrder = tool === "track_parcel" && order !== undefined;
  if (!looksFirst.has(tool) && !isByOrder) return [call];
  return [{ name: "get_order", args: { order_id: order } }, call];
}

/** What is different afterwards: fields of one order, or one more ticket. */
function changes(tool, { order_id: id, address }) {
  if (tool === "cancel_order") return { changed: { [id]: { status: "cancelled" } } };
  if (tool === "refund_order") return { changed: { [id]: { refunded: 129 } } };
  if (tool === "change_address") return { changed: { [id]: { address } } };
  return tool === "open_ticket" ? { tickets: 1 } : {};
}

/** Swaps two letters in the middle of the longest word. */
function misspell(text) {
  const longest = (text.match(/(?<![@.])\b[a-z]{5,}\b(?!@)/g) ?? []).toSorted(
    (a, b) => b.length - a.length,
  )[0];
  if (longest === undefined) return text;
  const at = Math.floor(longest.length / 2) - 1;
  return text.replace(longest, longest.slice(0, at) + longest[at + 1] + longest[at] + longest.slice(at + 2));
}
