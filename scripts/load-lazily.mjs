// For CommonJS: a chunk loads another one when it first uses something of it, not when it loads itself. Jest evaluates every
// module once per test file, so a test file pays for what it uses only.

/** A bundler plugin that rewrites the `const require_x = require("./x.js")` of chunks and entries. `lists` also list lazily. */
export function loadLazily(lists) {
  return {
    name: "load-lazily",
    renderChunk(code, chunk) {
      const names = new Set();
      const lazy = code
        .replace(/^const (require_\w+) = require\(("\.[^"]+")\);$/gm, (_, name, path) => {
          names.add(name);
          return `const ${name} = ${lazyModule(path)};`;
        })
        .replace(/\b(require_\w+)\.(?=\w)/g, (use, name) => (names.has(name) ? `${name}.loaded.` : use))
        .replace(/^exports\.(\w+) = (require_\w+\.loaded\.\w+);$/gm, 'defineLazily("$1", () => $2);');
      refuseWholes(lazy, names, chunk.fileName);
      const listed = lists.includes(chunk.name)
        ? lazy.replace(/^\t(\w+): (require_\w+\.loaded\.\w+)(?=,?$)/gm, "\tget $1() {\n\t\treturn $2;\n\t}")
        : lazy;
      return chunk.isEntry ? `${listed}\n${defineLazily}${namesOfExports(chunk.exports)}` : listed;
    },
  };
}

/** An object whose property `loaded` is the module; a plain property once it has been read. */
function lazyModule(path) {
  return `{
\tget loaded() {
\t\tconst value = require(${path});
\t\tObject.defineProperty(this, "loaded", { value });
\t\treturn value;
\t}
}`;
}

/** What takes the whole of a module's exports would have been missed. */
function refuseWholes(code, names, file) {
  const left = [...names].filter((name) => new RegExp(`(?<!const )\\b${name}\\b(?!\\.loaded\\.)`).test(code));
  if (left.length === 0) return;
  throw new Error(
    `Failed to load lazily in ${file}: it uses ${left.join(", ")} as a whole. Import names instead.`,
  );
}

/** A function of its own: Node's reader of CommonJS takes a getter that it can see for unsafe, and hides the export. */
const defineLazily = `function defineLazily(name, get) {
\tObject.defineProperty(exports, name, { enumerable: true, get });
}
`;

/** Tells Node's reader of CommonJS, which does not run a module, what it exports. */
function namesOfExports(names) {
  return `0 && (module.exports = { ${names.filter((name) => name !== "default").join(", ")} });\n`;
}
