/**
 * Where cell `index` of a record starts, in UTF-16 units; with `offset`, where that many characters of its value have
 * passed. Reads the record again, so only for errors.
 */
export function locateCell(record: string, index: number, offset = 0): number {
  let at = 0;
  let isQuoted = false;
  for (let cell = 0; cell < index && at < record.length; at++) {
    if (record[at] === '"') isQuoted = !isQuoted;
    else if (record[at] === "," && !isQuoted) cell++;
  }
  if (offset === 0 || record[at] !== '"') return at + offset;
  at++;
  for (let passed = 0; passed < offset; passed++) at += record.startsWith('""', at) ? 2 : 1;
  return at;
}
