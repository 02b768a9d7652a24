import { Attributes } from './attributes';
import { SourceDates } from './dates';
import { type Findings, ImportRefused, type Place } from './findings';
import type { Mapping } from './mapping';
import { RowStore } from './row-store';
import { mostSeries, SeriesTable } from './series-table';

export interface CollectorOptions {
  mapping: Mapping;
  /** Names of attributes that a person asked for. */
  toldAttributes: ReadonlySet<string>;
  buckets: number;
  /** Where rows go that do not fit into memory. */
  folder: string;
  memoryBytes: number;
  findings: Findings;
}

const longestKey = 200;

/** Takes in the rows of every file of a source as numbers: which series, which date, which values. */
export class Collector {
  readonly mapping: Mapping;
  readonly findings: Findings;
  readonly table: SeriesTable;
  readonly attributes: Attributes;
  readonly dates = new SourceDates();
  readonly store: RowStore;
  /** Names of the values of a row: the target, then covariates known ahead, then those that are not. */
  readonly values: string[];
  /** Per date's code: whether any series has a target, and one other than zero. */
  readonly recorded: boolean[] = [];
  readonly sold: boolean[] = [];
  /** Per date's code: whether a row says that its target is missing. */
  readonly blank: boolean[] = [];
  /** Rows read, blank and faulty ones not counted. */
  rowsRead = 0;
  blankRows = 0;
  readonly #files: { name: string; base: number; shift: number }[] = [];
  #lastRow = 0;

  constructor({ mapping, toldAttributes, buckets, folder, memoryBytes, findings }: CollectorOptions) {
    this.mapping = mapping;
    this.findings = findings;
    const keys = mapping.keys.map(({ name }) => name);
    this.table = new SeriesTable(keys.length, buckets);
    this.attributes = new Attributes(
      mapping.attributes.map(({ column, name, of }) => ({ column, name, of, told: toldAttributes.has(name) })),
      keys,
    );
    this.values = ['y', ...mapping.known.map(({ name }) => name), ...mapping.past.map(({ name }) => name)];
    this.store = new RowStore({ columns: this.values.length, buckets, folder, memoryBytes });
  }

  /** Begins a file; answers what its rows' numbers are to be raised by. */
  begin(name: string, shift = 0): number {
    const base = this.#lastRow;
    this.#files.push({ name, base, shift });
    return base;
  }

  /**
   * One observation.
   * @param row its number in the file, raised by the file's base; 0 for those of an earlier version
   * @param values the target and the covariates, NaN where missing
   */
  add(series: number, date: number, row: number, values: ArrayLike<number>): void {
    if (series >= mostSeries) this.#tooManySeries(row);
    const y = values[0] as number;
    if (!Number.isNaN(y)) {
      this.recorded[date] = true;
      if (y !== 0) this.sold[date] = true;
    } else this.blank[date] = true;
    this.store.add(this.table.bucketOf(series), series, date, row, values);
    if (row > this.#lastRow) this.#lastRow = row;
  }

  /** The code of a key's text; -1, with an error among the findings, where it can be none. */
  keyCode(key: number, text: string, file: string, row: number | null): number {
    const dictionary = this.table.dictionaries[key] as (typeof this.table.dictionaries)[number];
    const before = dictionary.size;
    const code = dictionary.code(text);
    // Only a new text needs a look; a faulty one is looked at again in each of its rows.
    if (code < before && !this.#faultyKeys.has(text)) return code;
    const fault = keyFault(text);
    if (fault === undefined) return code;
    this.#faultyKeys.add(text);
    const column = this.mapping.keys[key]?.column ?? null;
    this.findings.error('key', fault, { file, row, column, value: text });
    return -1;
  }

  readonly #faultyKeys = new Set<string>();

  /** @throws ImportRefused */
  #tooManySeries(row: number): never {
    const keys = this.mapping.keys.map(({ column }) => JSON.stringify(column)).join(', ');
    const message = `is of series number ${mostSeries + 1}; do ${keys} tell series apart, or orders?`;
    this.findings.error('series', message, this.place(row));
    throw new ImportRefused('The source', this.findings.all);
  }

  /** Where a row that `add` was given lies. */
  place(row: number): Pick<Place, 'file' | 'row'> {
    if (row <= 0) return { file: 'the version before', row: null };
    const file = this.#files.findLast(({ base }) => base < row);
    return file ? { file: file.name, row: row - file.base - file.shift } : { file: '', row: null };
  }
}

function keyFault(text: string): string | undefined {
  if (text === '') return 'is empty; every row must say which series it is of';
  if (text.length > longestKey) return `is longer than ${longestKey} characters; keys are names or numbers`;
  if (isFormula(text)) return 'is a formula; export the values of the sheet';
  return /[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(text) ? 'has a control character; keys are names or numbers' : undefined;
}

/** Cells that a spreadsheet would compute. */
export function isFormula(text: string): boolean {
  return /^=|^[@+-].*[(|!]/.test(text);
}
