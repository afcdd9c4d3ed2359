import { expect, test } from "vitest";
import { countCharacters } from "./count-characters.ts";
import { countWords } from "./count-words.ts";

test.each([
  ["", 0],
  ["  \n ", 0],
  ["one", 1],
  ["It's an e-mail - 24/7.", 4],
  ["a\u00a0b\u2003c\nd", 4],
  ["* * *", 0],
  ["Größe Ελλάδα मराठी", 3],
  // 我 / 喜欢 / 猫, as a dictionary has it.
  ["我喜欢猫", 3],
])("counts the words of %j", (text, words) => {
  expect(countWords(text)).toBe(words);
});

test("counts characters as code points", () => {
  expect(countCharacters("a👍é")).toBe(3);
});
