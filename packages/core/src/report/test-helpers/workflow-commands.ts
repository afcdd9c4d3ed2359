export interface WorkflowCommand {
  readonly name: string;
  readonly properties: { readonly [name: string]: string };
  readonly data: string;
}

/**
 * What a CI runner executes of `output`, as actions/runner `src/Runner.Common/ActionCommand.cs` reads it: lines end at CR,
 * LF or CRLF; a line whose first characters behind .NET's white space are `::` is a command of the second version, and
 * `##[name]` anywhere in a line one of the first. Azure Pipelines reads `##vso[`. Unlike the runners, any name counts.
 */
export function workflowCommands(output: string): WorkflowCommand[] {
  return output.split(/\r\n|\r|\n/).flatMap((line) => parseSecond(line) ?? parseFirst(line) ?? []);
}

function parseSecond(line: string): WorkflowCommand | undefined {
  // .NET's white space has U+0085 and no U+FEFF; U+180E was in it until .NET Core.
  const text = line.replace(/^[\s\u0085\u180e]+/, "");
  if (!text.startsWith("::")) return undefined;
  const end = text.indexOf("::", 2);
  // The runner wants the second pair; that a line comes as far as the first is bad enough.
  const info = text.slice(2, end < 0 ? undefined : end);
  const data = end < 0 ? "" : unescape(text.slice(end + 2), dataEscapes);
  return { ...parseInfo(info, ","), data };
}

function parseFirst(line: string): WorkflowCommand | undefined {
  const found = /##[a-z]*\[([^\]]*)\]?(.*)$/i.exec(line);
  return found === null
    ? undefined
    : { ...parseInfo(found[1] ?? "", ";"), data: unescape(found[2] ?? "", dataEscapes) };
}

function parseInfo(info: string, separator: string): Pick<WorkflowCommand, "name" | "properties"> {
  const space = info.indexOf(" ");
  const name = space < 0 ? info : info.slice(0, space);
  const pairs = space < 0 ? [] : info.slice(space + 1).split(separator);
  const properties = pairs.flatMap((pair) => {
    const equals = pair.indexOf("=");
    return equals < 0
      ? []
      : [[pair.slice(0, equals).trim(), unescape(pair.slice(equals + 1), propertyEscapes)] as const];
  });
  return { name, properties: Object.fromEntries(properties) };
}

const dataEscapes = [
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%25", "%"],
] as const;
const propertyEscapes = [
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%3A", ":"],
  ["%2C", ","],
  ["%25", "%"],
] as const;

function unescape(text: string, escapes: readonly (readonly [string, string])[]): string {
  return escapes.reduce((all, [escape, mark]) => all.replaceAll(escape, mark), text);
}
