import { didYouMean } from "../errors/did-you-mean.ts";
import { showName } from "../errors/show-value.ts";
import { loadYaml } from "../platform/native-require.cjs";
import { RubricSyntaxError, type ParsedRubric } from "./rubric-syntax-error.ts";

interface Section {
  readonly title: string;
  readonly line: number;
  readonly lines: string[];
}

interface FrontMatter {
  readonly fields: { readonly [field: string]: unknown };
  readonly lines: ReadonlyMap<string, number>;
  /** Of the file, the front matter included. */
  readonly length: number;
}

/** The headings of a kind of rubric. */
export interface RubricHeadings {
  /** Each a text of the rubric; `Level 1` is one of its levels. */
  readonly texts: readonly string[];
  /** What stands behind `Example:`. */
  readonly judgement: "verdict" | "score";
  /** As an error lists it. */
  readonly examples: readonly string[];
}

/**
 * Front matter in YAML for name, version and switches; then a heading per text (`# Pass`, `# Fail`), `# Criteria`, any number of
 * `# Example: fail` with `## Output` and so on, and of `# Variant: persona = novice` with `## Pass` and so on.
 *
 * @throws RubricSyntaxError
 */
export function parseRubricMarkdown(text: string, headings: RubricHeadings): ParsedRubric {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  const front = readFrontMatter(lines);
  const where = new Map(front.lines);
  const definition: Definition = { ...front.fields };
  for (const section of sectionsOf(lines.slice(front.length), 1, front.length + 1))
    addSection(section, headings, definition, where);
  return { definition, lineOf: (field) => findLine(where, field) };
}

const frontFields = ["name", "version", "allowEmpty", "safetyCritical"];

function readFrontMatter(lines: readonly string[]): FrontMatter {
  const end = lines.findIndex((line, index) => index > 0 && /^---\s*$/.test(line));
  if (!/^---\s*$/.test(lines[0] ?? "") || end === -1)
    throw new RubricSyntaxError("it has no front matter; start it with ---, name, version, ---", 1);
  const { parseDocument, LineCounter } = loadYaml();
  const counter = new LineCounter();
  const document = parseDocument(lines.slice(1, end).join("\n"), { lineCounter: counter });
  const [error] = document.errors;
  if (error !== undefined)
    throw new RubricSyntaxError(
      `its front matter is no YAML: ${error.message.split("\n")[0] ?? ""}`,
      counter.linePos(error.pos[0]).line + 1,
    );
  const fields: unknown = document.toJS() ?? {};
  if (typeof fields !== "object" || fields === null || Array.isArray(fields))
    throw new RubricSyntaxError("its front matter has no fields", 2);
  const known = new Map<string, number>();
  for (const field of Object.keys(fields)) {
    const line = 2 + lines.slice(1, end).findIndex((one) => one.startsWith(`${field}:`));
    known.set(field, line);
    if (!frontFields.includes(field))
      throw new RubricSyntaxError(
        `the front matter's field "${showName(field)}" is unknown; the fields are ${frontFields.join(", ")}, everything else has a heading`,
        line,
      );
  }
  return { fields: fields as FrontMatter["fields"], lines: known, length: end + 1 };
}

/** What stands under each heading of `level`; a # in a fence of code is no heading. */
function sectionsOf(lines: readonly string[], level: number, firstLine: number): readonly Section[] {
  const sections: Section[] = [];
  const heading = new RegExp(`^#{${level}}(?!#)\\s*(.*?)\\s*#*$`);
  let fence: string | undefined;
  for (const [index, line] of lines.entries()) {
    const mark = /^\s{0,3}(```+|~~~+)/.exec(line)?.[1];
    if (mark !== undefined)
      fence = fence === undefined ? mark : line.trim().startsWith(fence) ? undefined : fence;
    const title = fence === undefined && mark === undefined ? heading.exec(line)?.[1] : undefined;
    if (title !== undefined) sections.push({ title, line: firstLine + index, lines: [] });
    else if (sections.length > 0) sections.at(-1)?.lines.push(line);
    else if (line.trim() !== "")
      throw new RubricSyntaxError(`this text stands under no heading of level ${level}`, firstLine + index);
  }
  return sections;
}

function addSection(
  section: Section,
  { texts, judgement, examples }: RubricHeadings,
  into: Definition,
  where: Map<string, number>,
): void {
  const title = section.title.toLowerCase();
  const example = /^example:\s*(.*)$/.exec(title)?.[1];
  const variant = /^variant:\s*([^=]+?)\s*=\s*(.+)$/i.exec(section.title);
  const known = [...texts, "Criteria"];
  if (example !== undefined) {
    const list = (into["examples"] ??= []) as unknown[];
    const at = `examples[${list.length}]`;
    where.set(at, section.line).set(`${at}.${judgement}`, section.line);
    const judged = judgement === "score" && /^\d+$/.test(example) ? Number(example) : example;
    list.push({ [judgement]: judged, ...fieldsOf(section, ["Input", "Output", "Critique"], at, where) });
  } else if (variant !== null) {
    const [, dimension = "", value = ""] = variant;
    addVariant({ section, dimension, value, known }, into, where);
  } else {
    const shown = [...known, ...examples, "Variant: dimension = value"];
    addField(section, known, shown, { into, where, prefix: "" });
  }
}

type Definition = { [field: string]: unknown };

interface Variant {
  readonly section: Section;
  readonly dimension: string;
  readonly value: string;
  readonly known: readonly string[];
}

function addVariant(
  { section, dimension, value, known }: Variant,
  into: Definition,
  where: Map<string, number>,
): void {
  const variants = (into["variants"] ??= { dimension, of: Object.create(null) as object }) as {
    readonly dimension: string;
    readonly of: { [value: string]: unknown };
  };
  if (variants.dimension !== dimension)
    throw new RubricSyntaxError(
      `a rubric has variants by one dimension only, and this one has "${showName(variants.dimension)}" already`,
      section.line,
    );
  if (Object.hasOwn(variants.of, value))
    throw new RubricSyntaxError(`there is a variant for "${showName(value)}" already`, section.line);
  const at = `variants.of.${value}`;
  where.set(at, section.line);
  variants.of[value] = fieldsOf(section, known, at, where);
}

function fieldsOf(
  section: Section,
  known: readonly string[],
  at: string,
  where: Map<string, number>,
): Definition {
  const into: Definition = {};
  for (const part of sectionsOf(section.lines, 2, section.line + 1))
    addField(part, known, known, { into, where, prefix: `${at}.` });
  return into;
}

interface Target {
  readonly into: Definition;
  readonly where: Map<string, number>;
  readonly prefix: string;
}

function addField(
  section: Section,
  known: readonly string[],
  shown: readonly string[],
  { into, where, prefix }: Target,
): void {
  const { title, line } = section;
  const field = known.find((one) => one.toLowerCase() === title.toLowerCase())?.toLowerCase();
  if (field === undefined)
    throw new RubricSyntaxError(
      `the heading "${showName(title)}" is unknown.${didYouMean(title, shown) || ` The headings are ${shown.join(", ")}`}`,
      line,
    );
  const level = /^level (\d)$/.exec(field)?.[1];
  const target = level === undefined ? into : ((into["levels"] ??= {}) as Definition);
  if (Object.hasOwn(target, level ?? field))
    throw new RubricSyntaxError(`the heading "${showName(title)}" is there twice`, line);
  where.set(level === undefined ? `${prefix}${field}` : `${prefix}levels[${level}]`, line);
  target[level ?? field] = field === "criteria" ? itemsOf(section) : section.lines.join("\n").trim();
}

function itemsOf({ lines, line }: Section): readonly string[] {
  const items: string[] = [];
  for (const [index, text] of lines.entries()) {
    if (text.trim() === "") continue;
    const item = /^\s{0,3}[-*+]\s+(.*)$/.exec(text)?.[1];
    if (item !== undefined) items.push(item.trim());
    else if (/^\s/.test(text) && items.length > 0) items.push(`${items.pop() ?? ""} ${text.trim()}`);
    else throw new RubricSyntaxError("a criterion starts with a dash", line + 1 + index);
  }
  return items;
}

/** The nearest line that is known: of the field, else of what it is in. */
function findLine(where: ReadonlyMap<string, number>, field: string): number {
  for (let name = field; name !== ""; name = name.replace(/(?:^|\.)?[^.]*$/, "")) {
    const line = where.get(name);
    if (line !== undefined) return line;
  }
  return 1;
}
