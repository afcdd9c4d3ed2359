import MiniSearch from "minisearch";
import { loadArticles, type Article } from "./articles.ts";
import { normalizeTerm } from "./terms.ts";

const articles = loadArticles();
const articleIndex = createIndex(
  articles.map(({ id, title, sentences }) => ({ id, title, text: sentences.join(" ") })),
);

/** The best articles for `query` by BM25, best first. Typos are forgiven. */
export function searchArticles(query: string, limit = 2): Article[] {
  return articleIndex
    .search(query)
    .slice(0, limit)
    .flatMap(({ id }) => articles.filter((article) => article.id === id));
}

/** The sentences of `article` that say most about `query`, best first. */
export function searchSentences(query: string, article: Article, limit: number): string[] {
  const rows = article.sentences.map((text, row) => ({ id: String(row), title: "", text }));
  return createIndex(rows)
    .search(query)
    .slice(0, limit)
    .flatMap(({ id }) => article.sentences[Number(id)] ?? []);
}

function createIndex(documents: readonly { id: string; title: string; text: string }[]): MiniSearch {
  const index = new MiniSearch({
    fields: ["title", "text"],
    tokenize: (text) => text.split(/[\s,;:?!()"/]+/),
    processTerm: normalizeTerm,
    searchOptions: { boost: { title: 2 }, fuzzy: (term) => (term.length > 4 ? 0.25 : false) },
  });
  index.addAll(documents);
  return index;
}
