import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeMarkdown } from "./encode-markdown.ts";
import { encodeTerminal, encodeTerminalLine } from "./encode-terminal.ts";

/**
 * What a CI runner reads as a command: actions/runner `src/Runner.Common/ActionCommand.cs` trims the start of each line
 * and looks for `::`, and takes `##[` anywhere; Azure Pipelines takes `##vso[`. .NET ends lines at CR, LF and CRLF.
 */
function workflowCommands(output: string): string[] {
  return output.split(/\r\n|\r|\n/).filter((line) => {
    const trimmed = line.replace(/^[\s\u0085\u180e]+/, "");
    return trimmed.startsWith("::") || /##[a-z]*\[/i.test(line);
  });
}

const attacks = [
  "::error::x",
  "  ::error file=a.ts::x",
  "\t::add-mask::e",
  "\u00a0::warning::x",
  "\u2003::notice::x",
  "\u3000::x::y",
  "a\n::set-output name=x::y",
  "a\r::stop-commands::tok",
  "a\r\n::debug::x",
  "a\u2028::error::x",
  "a\u0085::error::x",
  "##[error]x",
  "text ##[group]x",
  "###[command]x",
  "##vso[task.setvariable variable=a]b",
  "::\n::",
  ":::error::x",
  "\ufeff::error::x",
  "\u200b::error::x",
  "\v::error::x",
  "\f::error::x",
];

test("the parser of this test finds a command in most attacks as they are", () => {
  expect(attacks.filter((attack) => workflowCommands(attack).length > 0).length).toBeGreaterThan(15);
});

test.each(attacks)("%j is no workflow command once it is encoded (E1)", (attack) => {
  expect(workflowCommands(encodeTerminal(attack))).toEqual([]);
  expect(workflowCommands(encodeTerminalLine(attack))).toEqual([]);
});

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "::",
        "##",
        "#",
        "[",
        ":",
        "\n",
        "\r",
        " ",
        "\t",
        "\u00a0",
        "\u2028",
        "\u0085",
        "\ufeff",
        "error",
        "vso",
        "\u001b[2J",
        "\u200d",
      ),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

test("no text at all becomes a workflow command or keeps a control character", () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const encoded = encodeTerminal(text);
      expect(workflowCommands(encoded)).toEqual([]);
      expect(encoded).not.toMatch(
        // oxlint-disable-next-line no-control-regex
        /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/,
      );
      expect(encoded.isWellFormed()).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});

test("encoding twice changes nothing more", () => {
  fc.assert(
    fc.property(nasty, (text) => {
      expect(encodeTerminal(encodeTerminal(text))).toBe(encodeTerminal(text));
    }),
  );
});

test.each([
  ["\u001b[31mred", "\\u{1b}[31mred"],
  ["\u001b]0;title\u0007", "\\u{1b}]0;title\\u{7}"],
  ["\u0090q\u009c", "\\u{90}q\\u{9c}"],
  ["a\rb\bc", "a\\u{d}b\\u{8}c"],
  ["\u202egnp.exe", "\\u{202e}gnp.exe"],
  ["zero\u200bwidth", "zero\\u{200b}width"],
  ["\u{e0041}tag", "\\u{e0041}tag"],
  ["lone \ud800", "lone \ufffd"],
])("%j is shown as %j (E2)", (text, shown) => {
  expect(encodeTerminal(text)).toBe(shown);
});

test("ordinary text stays as it is, in any script", () => {
  const text = "Plan: 25 EUR, 10 % off std::vector #1 [a] Größe 価格 цена 😀\n\tsecond line";

  expect(encodeTerminal(text)).toBe(text);
});

const markdownAttacks = [
  "a | b",
  "\\| b",
  "`code`",
  "```\nfence\n```",
  "<img src=x onerror=alert(1)>",
  "<details>",
  "[link](http://x)",
  "![](http://x/y.png)",
  "@team",
  "#123",
  "# heading",
  "--> <!--",
  "http://example.com",
  "www.example.com",
  "a@example.com",
  "**b**",
  "_i_",
  "~~s~~",
  "&lt;",
  "</code>",
  "- list",
  "1. list",
  "> quote",
  "| --- |",
  ":tada:",
  "$x$",
  "a\n\nb",
  "<script>",
];

test.each(markdownAttacks)("%j is one code cell (E5)", (text) => {
  expect(encodeMarkdown(text)).toMatch(/^<code>(?:[\p{L}\p{N} ]|&#\d+;|<!---->)*<\/code>$/u);
});

test("a code cell reads as the text it stands for", () => {
  const decoded = encodeMarkdown("Pay $20 | <b>@team</b>")
    .replaceAll("<!---->", "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

  expect(decoded).toBe("<code>Pay $20 | <b>@team</b></code>");
});

test("no text at all leaves its code cell", () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const inner = encodeMarkdown(text).replace(/^<code>|<\/code>$|<!---->/g, "");
      expect(inner.replace(/&#\d+;/g, "")).not.toMatch(/[!-/:-@[-`{-~\n\r]/);
    }),
    { numRuns: 2_000 },
  );
});
