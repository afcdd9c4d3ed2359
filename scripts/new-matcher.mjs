// Makes the files of a matcher: node scripts/new-matcher.mjs toBePolite
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./published-packages.mjs";

const [name = ""] = process.argv.slice(2);
if (!/^to[A-Z][A-Za-z]+$/.test(name)) {
  console.error(
    `Failed to make matcher "${name}": its name must look like toBePolite. Give it as the first argument.`,
  );
  process.exit(1);
}
const file = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const folder = join(root, "packages/core/src/matchers");

write(`${file}.ts`, [
  `import { EvalError } from "../errors/eval-error.ts";`,
  `import { defineMatcher, type Matcher } from "./define-matcher.ts";`,
  `import type { MatcherResult } from "./matcher-context.ts";`,
  ``,
  `export const ${name}: Matcher<[], MatcherResult> = defineMatcher("${name}", (received) => {`,
  `  if (typeof received !== "string") {`,
  `    throw new EvalError(\`Failed to evaluate "${name}": expected a text, got \${typeof received}. Pass the reply's text.\`, {`,
  `      code: "MATCHER_ARGUMENT",`,
  `    });`,
  `  }`,
  `  return { pass: received !== "", reason: "replace this with the rule", sections: () => [["Output", received]] };`,
  `});`,
]);
write(`${file}.test.ts`, [
  `import { expect, test } from "vitest";`,
  `import { ${name} } from "./${file}.ts";`,
  ``,
  `expect.extend({ ${name} });`,
  ``,
  `test.todo("passes");`,
  `test.todo("fails, and says why");`,
  `test.todo("passes negated");`,
  `test.todo("fails negated, and says why");`,
]);
console.log(
  `Now list ${name} in matchers/index.ts and its type in matchers/assay-matchers.ts (twice: it also works asymmetrically).`,
);

function write(fileName, lines) {
  const path = join(folder, fileName);
  if (existsSync(path)) {
    console.error(`Failed to make matcher "${name}": ${fileName} exists already. Choose another name.`);
    process.exit(1);
  }
  writeFileSync(path, `${lines.join("\n")}\n`);
  console.log(`packages/core/src/matchers/${fileName}`);
}
