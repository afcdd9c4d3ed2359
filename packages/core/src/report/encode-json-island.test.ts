import fc from "fast-check";
import { parseFragment, type DefaultTreeAdapterMap } from "parse5";
import { expect, test } from "vitest";
import { encodeJsonIslandText } from "./encode-json-island.ts";

test("what goes into a script element comes back out, and nothing else comes of it", () => {
  const mark = fc.constantFrom(
    "<",
    ">",
    "&",
    "/",
    "!",
    "-",
    "script",
    "\u2028",
    "\u2029",
    '"',
    "\\",
    "]]>",
    "\n",
    "\ud800",
  );
  const text = fc.array(mark).map((marks) => marks.join(""));

  fc.assert(
    fc.property(fc.dictionary(text, text), (value) => {
      const { childNodes } = parseFragment(
        `<script type="application/json">${encodeJsonIslandText(JSON.stringify(value))}</script>`,
      );
      const [script] = childNodes as [DefaultTreeAdapterMap["element"]];
      const [content] = script.childNodes as [DefaultTreeAdapterMap["textNode"]];

      expect(childNodes).toHaveLength(1);
      expect(JSON.parse(content.value)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(content.value).not.toMatch(/[<>&\u2028\u2029]/);
    }),
    { numRuns: 500 },
  );
});
