/** The candidate that `name` was probably meant to be; `undefined` when none is near. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(name.slice(0, 64));
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, plain(candidate));
    if (distance <= allowed && (best === undefined || distance < best.distance)) {
      best = { name: candidate, distance };
    }
  }
  return best?.name;
}

/** ` Did you mean "x"?`, or nothing: made to stand behind a sentence. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const nearest = nearestName(name, candidates);
  return nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}

/** Edits between two names, where swapping two neighbours counts as one (optimal string alignment). */
function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let k = 1; k <= right.length; k++) {
      const same = left[i - 1] === right[k - 1];
      const swapped = i > 1 && k > 1 && left[i - 1] === right[k - 2] && left[i - 2] === right[k - 1];
      row.push(
        Math.min(
          at(last, k) + 1,
          at(row, k - 1) + 1,
          at(last, k - 1) + (same ? 0 : 1),
          swapped ? at(beforeLast, k - 2) + 1 : Infinity,
        ),
      );
    }
    beforeLast = last;
    last = row;
  }
  return at(last, right.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
