import { countSentences } from "../../metrics/count-sentences.ts";
import type { Constraint, RuleOptions } from "../constraint.ts";
import { countCharacters } from "../count-characters.ts";
import { countWords } from "../count-words.ts";
import { countRule } from "./count-rule.ts";

type Unit = "Words" | "Characters" | "Sentences";

const counts: { readonly [unit in Unit]: (text: string) => number } = {
  Words: countWords,
  Characters: countCharacters,
  Sentences: countSentences,
};

/** A rule that bounds the words, characters or sentences of the text from below (`min...`) or from above (`max...`). */
export function lengthRule(id: `${"min" | "max"}${Unit}`, limit: number, options?: RuleOptions): Constraint {
  const unit = id.slice(3) as Unit;
  return countRule({ id, limit, unit: unit.toLowerCase(), count: counts[unit] }, options);
}
