// Writes distribution.jsonl: 100 questions over persona, intent, expertise and style. The same seed gives the same file.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const total = 100;
const personas = {
  owner: ["I run a small travel agency.", "I own a bakery with two shops.", "We are a family business."],
  agent: ["I answer customers all day.", "I am new in the support team.", "I work the late shift."],
  developer: [
    "I connect our shop system to Fernboard.",
    "I look after our internal tools.",
    "I write our scripts.",
  ],
  finance: [
    "I look after our books.",
    "I prepare the month's closing.",
    "I check all our software spending.",
  ],
};
const thanks = ["Thanks a lot!", "Thank you in advance.", "Cheers!"];

const random = seededRandom(20_260_501);
const intents = Object.entries(JSON.parse(readFileSync(new URL("intents.json", import.meta.url), "utf8")));
const styles = { plain, chatty, terse, typos };

writeFileSync(fileURLToPath(new URL("distribution.jsonl", import.meta.url)), generate().map(toLine).join(""));

function generate() {
  const rows = [];
  const seen = new Set();
  for (let index = 0; rows.length < total; index++) {
    const [intent, questions] = intents[index % intents.length];
    const round = Math.floor(index / intents.length);
    const persona = Object.keys(personas)[(round + index) % 4];
    const style = Object.keys(styles)[(Math.floor(round / 2) + index) % 4];
    const [expertise, question, answer] = questions[round % questions.length];
    const text = styles[style](question, persona);
    if (seen.has(text)) continue;
    seen.add(text);
    rows.push({ intent, persona, expertise, style, question: text, answer });
  }
  return rows;
}

function toLine({ question, answer, ...metadata }, index) {
  const id = `dist-${String(index + 1).padStart(3, "0")}-${metadata.intent}`;
  const row = {
    id,
    partition: "distribution",
    input: { question },
    expected: answer,
    metadata,
    source: "synthetic",
  };
  return `${JSON.stringify(row)}\n`;
}

function plain(question, persona) {
  return random() < 0.5 ? question : `${pick(personas[persona])} ${question}`;
}

function chatty(question, persona) {
  return `Hello! ${pick(personas[persona])} ${question} ${pick(thanks)}`;
}

function terse(question) {
  const words = question.toLowerCase().replace(/[?,.]/g, "").split(" ");
  const start = words.findIndex(
    (word) => !["how", "do", "i", "is", "it", "can", "my", "what", "where", "who", "does"].includes(word),
  );
  return `${words.slice(start).join(" ")}${random() < 0.5 ? "?" : ""}`;
}

/** Swaps or drops one letter in each of two long words. */
function typos(question, persona) {
  const words = question.split(" ");
  const long = words.flatMap((word, index) => (/^[a-z-]{6,}/i.test(word) ? [index] : []));
  for (const index of shuffle(long).slice(0, 2)) words[index] = misspell(words[index]);
  const text = words.join(" ");
  return random() < 0.3 ? `${pick(personas[persona]).toLowerCase()} ${text}` : text;
}

function misspell(word) {
  const at = 2 + Math.floor(random() * (word.length - 4));
  if (random() < 0.4) return word.slice(0, at) + word.slice(at + 1);
  return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
}

function pick(list) {
  return list[Math.floor(random() * list.length)];
}

function shuffle(list) {
  return list
    .map((value) => ({ value, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

/** mulberry32, public domain. */
function seededRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
