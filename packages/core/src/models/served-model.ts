/** `-2024-08-06`, `-20240806`, `-0613`, `@20240806`: the version of a model, not another model. */
const version = /^[-@:](?:\d{4}-\d{2}-\d{2}|\d{8}|\d{6}|\d{4}|\d{3}|latest|preview(?:-\d{2}-\d{2,4})?)$/;

/**
 * Whether the model that a server says it used is another one than was asked for: neither the same name, nor that name with a
 * version, nor one of those that the model is declared to be served as. A path before the name (`openai/gpt-5`) does not count.
 */
export function servesAnother(
  asked: string,
  served: string | undefined,
  serves: string | readonly string[] | undefined,
): boolean {
  if (served === undefined || served === "") return false;
  const names = [asked, ...(serves === undefined ? [] : [serves].flat())].map(bareName);
  const got = bareName(served);
  return !names.some((name) => isVersionOf(got, name) || isVersionOf(name, got));
}

function isVersionOf(longer: string, shorter: string): boolean {
  if (longer === shorter) return true;
  if (longer.startsWith(shorter)) return version.test(longer.slice(shorter.length));
  const alias = /^(.+)-latest$/.exec(shorter)?.[1];
  return alias !== undefined && (longer === alias || longer.startsWith(`${alias}-`));
}

function bareName(name: string): string {
  return name.toLowerCase().split("/").at(-1) ?? name;
}
