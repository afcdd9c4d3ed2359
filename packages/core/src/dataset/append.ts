/** Adds `more` to `list`; a spread would fail where there are more elements than a call takes arguments. */
export function append<Element>(list: Element[], more: readonly Element[]): void {
  for (const element of more) list.push(element);
}
