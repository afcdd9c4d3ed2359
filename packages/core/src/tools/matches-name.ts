/** Whether `name` fits `pattern`, in which `*` stands for any characters. */
export function matchesName(pattern: string, name: string): boolean {
  if (!pattern.includes("*")) return name === pattern;
  const [start = "", ...rest] = pattern.split("*");
  const end = rest.pop() ?? "";
  if (!name.startsWith(start) || !name.endsWith(end) || name.length < start.length + end.length) return false;
  let position = start.length;
  for (const part of rest) {
    const found = name.slice(0, name.length - end.length).indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return true;
}
