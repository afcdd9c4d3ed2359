import { showValue } from "../errors/show-value.ts";
import { twinKey } from "./case-id.ts";
import { formatPlace, type RowPlace, type RowSource } from "./row-place.ts";

interface Entry {
  readonly id: string;
  readonly packed: number;
}

const lines = 2 ** 32;
const listed = 20;

/** The ids of a dataset, over all of its files. Keeps no row alive, so that a million rows can stream through it. */
export class IdRegistry {
  readonly #sources: RowSource[] = [];
  // A number where the id is its own key, which is the usual case and takes the least memory.
  readonly #ids = new Map<string, number | Entry[]>();
  readonly #warnings: string[] = [];
  #twins = 0;

  /** Adds an id; returns where the same id was met before. */
  add(id: string, place: RowPlace): string | undefined {
    const key = copy(twinKey(id));
    const packed = this.#pack(place);
    const known = this.#ids.get(key);
    if (known === undefined) {
      this.#ids.set(key, key === id ? packed : [{ id: copy(id), packed }]);
      return undefined;
    }
    const entries = typeof known === "number" ? [{ id: key, packed: known }] : known;
    const same = entries.find((entry) => entry.id === id);
    if (same !== undefined) return formatPlace(this.#unpack(same.packed));
    this.#warn(entries, id, place);
    this.#ids.set(key, [...entries, { id: copy(id), packed }]);
    return undefined;
  }

  /** Ids that differ only in letter case, spaces or Unicode form: allowed, but easy to take for each other. */
  get warnings(): readonly string[] {
    const more = this.#twins - this.#warnings.length;
    return more === 0 ? this.#warnings : [...this.#warnings, `and ${more} more pairs of ids like these`];
  }

  #warn(entries: readonly Entry[], id: string, place: RowPlace): void {
    this.#twins++;
    const [first] = entries;
    if (first === undefined || this.#warnings.length >= listed) return;
    this.#warnings.push(
      `the ids ${showValue(first.id)} (${formatPlace(this.#unpack(first.packed))}) and ${showValue(id)} (${formatPlace(place)}) differ only in letter case, spaces or Unicode form`,
    );
  }

  #pack({ source, line }: RowPlace): number {
    let index = this.#sources.lastIndexOf(source);
    if (index < 0) index = this.#sources.push(source) - 1;
    return index * lines + line;
  }

  #unpack(packed: number): RowPlace {
    const source = this.#sources[Math.floor(packed / lines)] as RowSource;
    return { source, line: packed % lines, column: 1 };
  }
}

/** A substring keeps the whole text that it was cut from in memory; this copy does not. */
function copy(id: string): string {
  return Buffer.from(id).toString();
}
