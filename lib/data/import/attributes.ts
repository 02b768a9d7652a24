import { Dictionary } from './dictionary';
import type { Findings } from './findings';
import type { SeriesTable } from './series-table';

/** Stands for a value that no row gives. */
export const unknownAttribute = 'unknown';

interface Conflict {
  file: string;
  row: number | null;
  key: string;
  before: string;
  value: string;
}

export interface AttributeColumn {
  column: string;
  name: string;
  /** Key that it must follow from; null where it may be any. */
  of: string | null;
  /** Whether a person named it: then a conflict is an error, else the column is left out. */
  told: boolean;
}

/** Columns that should follow from a key: for each value of the key, the one value they have. */
export class Attributes {
  readonly #columns: AttributeColumn[];
  readonly #keys: string[];
  readonly #dictionaries: Dictionary[];
  /** By attribute, then key: the attribute's code for each of the key's, -1 where none was given yet. */
  readonly #values: number[][][];
  readonly #conflicts: (Conflict | undefined)[][];
  /** Whether an attribute follows from no key: nothing more is kept of it. */
  readonly #hopeless: boolean[];

  constructor(columns: AttributeColumn[], keys: string[]) {
    this.#columns = columns;
    this.#keys = keys;
    this.#dictionaries = columns.map(() => new Dictionary());
    this.#hopeless = columns.map(() => false);
    this.#values = columns.map(() => keys.map(() => []));
    this.#conflicts = columns.map(() => keys.map(() => undefined));
  }

  get count(): number {
    return this.#columns.length;
  }

  /** Takes note of one row's value. An empty one says nothing. */
  observe(attribute: number, text: string, keyCodes: Int32Array, table: SeriesTable, file: string, row: number | null): void {
    if (text === '' || (text === unknownAttribute && row === null)) return;
    const conflicts = this.#conflicts[attribute] as (Conflict | undefined)[];
    if (this.#hopeless[attribute]) return;
    const dictionary = this.#dictionaries[attribute] as Dictionary;
    const code = dictionary.code(text);
    const values = this.#values[attribute] as number[][];
    for (let k = 0; k < keyCodes.length; k++) {
      if (conflicts[k]) continue;
      const of = values[k] as number[];
      const key = keyCodes[k] as number;
      const known = of[key] ?? -1;
      if (known === code) continue;
      if (known < 0) {
        while (of.length < key) of.push(-1);
        of[key] = code;
      } else {
        conflicts[k] = {
          file,
          row,
          key: (table.dictionaries[k] as Dictionary).texts[key] as string,
          before: dictionary.texts[known] as string,
          value: text,
        };
        this.#hopeless[attribute] = conflicts.every((one) => one !== undefined);
      }
    }
  }

  /** Which key each attribute follows from; those that follow from none are left out, or are errors where they were asked for. */
  resolve(table: SeriesTable, findings: Findings): { name: string; of: string; textOf: (keyCode: number) => string; key: number }[] {
    const found: { name: string; of: string; textOf: (keyCode: number) => string; key: number }[] = [];
    for (const [a, column] of this.#columns.entries()) {
      const conflicts = this.#conflicts[a] as (Conflict | undefined)[];
      const possible = this.#keys.map((_, k) => k).filter((k) => !conflicts[k] && (column.of === null || this.#keys[k] === column.of));
      // Of several, the key with fewest values says most: a region that follows from stores and from products is the stores'.
      const [key] = possible.sort((x, y) => (table.dictionaries[x] as Dictionary).size - (table.dictionaries[y] as Dictionary).size);
      if (key === undefined) {
        this.#report(a, column, findings);
        continue;
      }
      const texts = (this.#dictionaries[a] as Dictionary).texts;
      const of = (this.#values[a] as number[][])[key] as number[];
      const textOf = (code: number) => {
        const value = of[code] ?? -1;
        return value < 0 ? unknownAttribute : (texts[value] as string);
      };
      const blank = (table.dictionaries[key] as Dictionary).texts.filter((_, code) => (of[code] ?? -1) < 0).length;
      if (blank > 0)
        findings.info('attribute', `has no value for ${blank} of the key ${this.#keys[key]}; it is "${unknownAttribute}" there`, {
          column: column.column,
        });
      found.push({ name: column.name, of: this.#keys[key] as string, textOf, key });
    }
    return found;
  }

  #report(attribute: number, { column, told, of }: AttributeColumn, findings: Findings): void {
    const conflicts = this.#conflicts[attribute] as (Conflict | undefined)[];
    const k = of === null ? 0 : this.#keys.indexOf(of);
    const conflict = conflicts[Math.max(0, k)];
    if (!conflict) return;
    const { file, row, key, before, value } = conflict;
    const message = `was ${JSON.stringify(before)} for the same ${this.#keys[Math.max(0, k)]} ${JSON.stringify(key)} before; an attribute must not change`;
    if (told) findings.error('attribute', message, { file, row, column, value });
    else findings.warning('attribute', `${message}; the column is left out`, { file, row, column, value });
  }
}
