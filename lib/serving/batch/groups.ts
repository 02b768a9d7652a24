import type { BadRow, BatchRow } from './rows';

/** The rows of one series, which stand together. */
export interface SeriesGroup {
  series: string;
  /** Number of its first row. */
  row: number;
  rows: BatchRow[];
}

export type GroupOrBad = SeriesGroup | BadRow;

/** Rows of one series: more than any horizon has dates. */
const mostRows = 1000;

/**
 * Gathers neighbouring rows of the same series. A row that cannot be read spoils the series it is of: what its overrides were
 * meant to be is not known, so that there is no forecast of it.
 */
export async function* groupRows(rows: AsyncIterable<(BatchRow | BadRow)[]>): AsyncGenerator<GroupOrBad> {
  const grouping = new Grouping();
  for await (const some of rows) for (const next of some) yield* grouping.take(next);
  yield* grouping.end();
}

class Grouping {
  private group: SeriesGroup | undefined;
  /** Rows amid the group's that tell no series: they come after it, since its first row came before them. */
  private held: BadRow[] = [];
  /** Series that a bad row was of. */
  private spoilt: string | undefined;

  end(): GroupOrBad[] {
    const out: GroupOrBad[] = this.group ? [this.group, ...this.held] : this.held;
    this.group = undefined;
    this.held = [];
    return out;
  }

  /** @returns what is complete once this row has come */
  take(next: BatchRow | BadRow): GroupOrBad[] {
    const { series } = next;
    if (series === undefined && this.group && 'problem' in next) {
      this.held.push(next);
      return this.held.length > mostRows ? this.end() : [];
    }
    const out: GroupOrBad[] = this.group && this.group.series !== series ? this.end() : [];
    if (series !== undefined && series !== this.spoilt) this.spoilt = undefined;
    if ('problem' in next) {
      if (series !== undefined) out.push(...this.spoil(series));
      out.push(next);
    } else if (this.spoilt === undefined) {
      const problem = problemOf(next, this.group);
      if (problem !== undefined) {
        out.push(...this.spoil(next.series));
        out.push({ row: next.row, series: next.series, problem });
      } else if (this.group) this.group.rows.push(next);
      else this.group = { series: next.series, row: next.row, rows: [next] };
    }
    return out;
  }

  /** @returns the rows that were held back for its group */
  private spoil(series: string): GroupOrBad[] {
    this.group = undefined;
    this.spoilt = series;
    return this.end();
  }
}

function problemOf({ date, values }: BatchRow, group: SeriesGroup | undefined): string | undefined {
  if (date === undefined && values.length > 0) return 'date: must say which date the covariates are of';
  return group && group.rows.length >= mostRows ? `is row ${mostRows + 1} of this series, which has no so many dates` : undefined;
}
