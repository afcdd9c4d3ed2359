import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** One page of the help centre. */
export interface Article {
  readonly id: string;
  readonly title: string;
  readonly sentences: readonly string[];
}

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "articles");

/** Reads every article of the help centre: a title and one sentence per line. */
export function loadArticles(): Article[] {
  return readdirSync(folder)
    .toSorted()
    .map((file) => parseArticle(file.replace(/\.md$/, ""), readFileSync(join(folder, file), "utf8")));
}

function parseArticle(id: string, markdown: string): Article {
  const [heading = "", ...lines] = markdown.split("\n");
  return { id, title: heading.replace(/^# /, ""), sentences: lines.filter((line) => line !== "") };
}
