const empty: never[] = [];

/** What a list is before anything is in it; never added to. */
export function none<Item>(): Item[] {
  return empty;
}

/** `list` with `item`: a list that a push makes has room for 17, and nearly all lists of a case have one. */
export function grown<Item>(list: Item[], item: Item): Item[] {
  if (list.length === 0) return [item];
  list.push(item);
  return list;
}
