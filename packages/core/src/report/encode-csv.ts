/**
 * Untrusted text as one cell of a CSV file (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe
 * in front, which {@link decodeCsvCell} takes off again, and every cell that a reader with other ideas of separators could
 * cut in two stands in quotes.
 */
export function encodeCsvCell(text: string): string {
  if (plain.test(text)) return text;
  const isFormula = formula.test(text);
  const safe = isFormula ? `'${text}` : text;
  return isFormula || separating.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text that {@link encodeCsvCell} wrote, from a cell whose quotes a CSV parser took off. */
export function decodeCsvCell(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** Most cells: one test that is cheaper than the two below. Begins with neither of a formula's marks, separates nothing. */
const plain = /^(?:[0-9A-Za-z](?:[ !#-+\--:<-{}~]*[!#-+\--:<-{}~])?)?$/;

// = + - @, their full-width and small forms, tab, CR and LF; also behind spaces and invisible characters. Apostrophes in
// front count as well, so that taking one off gives the text back whatever it was.
const formula =
  /^[\p{White_Space}\p{Cf}\p{Cc}']*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]/u;
const separating = /[",;|\p{Cc}\u2028\u2029]|^\p{White_Space}|\p{White_Space}$/u;
