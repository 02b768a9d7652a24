import pl, { type LazyDataFrame } from 'nodejs-polars';
import type { ColumnFigures } from './schema';

interface Tally {
  table: string | null;
  name: string;
  rows: number;
  missing: number;
  min: number | null;
  max: number | null;
  sum: number;
  texts: Set<string> | undefined;
}

/** Texts of one column that are told apart at most. */
const mostTexts = 1_000_000;

/** Figures of columns over any number of parts, each part looked at by itself. */
export class ColumnTally {
  readonly #columns = new Map<string, Tally>();

  add(table: string | null, rows: LazyDataFrame, { texts, numbers }: { texts: string[]; numbers: string[] }): void {
    const asNumber = (name: string) => pl.col(name).cast(pl.Float64);
    const told = (name: string) => asNumber(name).isNotNull().and(asNumber(name).isNotNan());
    const figures = rows
      .select(
        pl.len().alias('rows'),
        ...texts.map((name) => pl.col(name).nullCount().alias(`missing ${name}`)),
        ...numbers.flatMap((name) => {
          const value = asNumber(name).filter(told(name));
          return [
            value.count().alias(`told ${name}`),
            value.min().alias(`min ${name}`),
            value.max().alias(`max ${name}`),
            value.sum().alias(`sum ${name}`),
          ];
        }),
      )
      .collectSync()
      .toRecords()[0] as Record<string, number | null>;
    const count = Number(figures.rows);
    for (const name of numbers) {
      const tally = this.#of(table, name, false);
      tally.rows += count;
      tally.missing += count - Number(figures[`told ${name}`]);
      const [min, max] = [figures[`min ${name}`], figures[`max ${name}`]];
      if (min != null) tally.min = Math.min(tally.min ?? min, min);
      if (max != null) tally.max = Math.max(tally.max ?? max, max);
      tally.sum += Number(figures[`sum ${name}`] ?? 0);
    }
    for (const name of texts) {
      const tally = this.#of(table, name, true);
      tally.rows += count;
      tally.missing += Number(figures[`missing ${name}`]);
      const values = rows.select(pl.col(name).cast(pl.Utf8).unique()).collectSync().getColumn(name).toArray() as (string | null)[];
      for (const value of values) if (value !== null && tally.texts && tally.texts.size < mostTexts) tally.texts.add(value);
    }
  }

  figures(roleOf: (name: string, table: string | null) => ColumnFigures['role']): ColumnFigures[] {
    return [...this.#columns.values()].map(({ table, name, rows, missing, min, max, sum, texts }) => ({
      ...{ name, table, role: roleOf(name, table), rows, missing, min, max },
      mean: texts || rows === missing ? null : sum / (rows - missing),
      distinct: texts ? texts.size : null,
    }));
  }

  #of(table: string | null, name: string, text: boolean): Tally {
    const key = `${table ?? ''}/${name}`;
    const known = this.#columns.get(key);
    if (known) return known;
    const made: Tally = { table, name, rows: 0, missing: 0, min: null, max: null, sum: 0, texts: text ? new Set() : undefined };
    this.#columns.set(key, made);
    return made;
  }
}
