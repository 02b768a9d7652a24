import { isoDate } from '@/lib/data/days';
import type { BucketRows } from './row-store';
import type { ShapeContext } from './shape';

/** The rows of one series, each date once. */
export interface MergedRows {
  length: number;
  days: Int32Array;
  values: Float64Array[];
}

/** Brings rows of one date together, as the rules for duplicates, overlaps and negative targets say. */
export function mergeRows(series: number, rows: BucketRows, order: Int32Array, days: Int32Array, context: ShapeContext): MergedRows {
  const columns = rows.values.length;
  const merged: MergedRows = {
    length: 0,
    days: new Int32Array(order.length),
    values: Array.from({ length: columns }, () => new Float64Array(order.length)),
  };
  for (let from = 0; from < order.length; ) {
    const day = days[order[from] as number] as number;
    let to = from + 1;
    while (to < order.length && days[order[to] as number] === day) to++;
    const at = merged.length++;
    merged.days[at] = day;
    const put = (v: number, value: number) => {
      (merged.values[v] as Float64Array)[at] = value;
    };
    const kept = to - from === 1 ? order.subarray(from, to) : choose(series, rows, order.subarray(from, to), day, context);
    if (kept.length === 1) for (let v = 0; v < columns; v++) put(v, valueAt(rows, v, kept[0] as number));
    else for (let v = 0; v < columns; v++) put(v, together(rows, v, kept, v === 0 && context.rules.duplicates === 'sum'));
    const y = (merged.values[0] as Float64Array)[at] as number;
    if (y < 0) put(0, negative(y, series, rows, kept, day, context));
    from = to;
  }
  return merged;
}

/** Which of several rows of one date are to be brought together. The first may be of an earlier version: its row is 0. */
function choose(series: number, rows: BucketRows, order: Int32Array, day: number, context: ShapeContext): Int32Array {
  const { rules, counts, findings, place, nameOf } = context;
  const earlier = rows.row[order[0] as number] === 0 ? (order[0] as number) : undefined;
  let added = earlier === undefined ? order : order.subarray(1);
  if (added.length > 1) {
    counts.duplicatesMerged += added.length - 1;
    if (rules.duplicates === 'error') {
      const before = place(rows.row[added[0] as number] as number);
      for (const index of added.subarray(1)) {
        const where = place(rows.row[index] as number);
        const other = before.file === where.file ? `row ${before.row}` : `row ${before.row} of ${before.file}`;
        findings.error('duplicate', 'has a series and date that another row has; choose sum, last or mean with the option duplicates', {
          ...where,
          value: whichRow(nameOf(series), day),
          detail: `is there already, in ${other}; remove one, or choose sum, last or mean with the option duplicates`,
        });
      }
    }
    if (rules.duplicates === 'last' || rules.duplicates === 'error') added = added.subarray(added.length - 1);
  }
  if (earlier === undefined) return added;
  const old = valueAt(rows, 0, earlier);
  if (Number.isNaN(old)) return added; // a planned day whose sales are in now
  const y = added.length === 1 ? valueAt(rows, 0, added[0] as number) : together(rows, 0, added, rules.duplicates === 'sum');
  const same = rows.values.every((_, v) => equal(valueAt(rows, v, earlier), v === 0 ? y : together(rows, v, added, false)));
  if (same) {
    counts.unchanged++;
    return Int32Array.of(earlier);
  }
  counts.replaced++;
  if (context.overlap === 'error') {
    findings.error(
      'overlap',
      'has a series and date that the dataset has already, with other values; allow it with the option overlap=replace',
      {
        ...place(rows.row[added[0] as number] as number),
        value: whichRow(nameOf(series), day),
        detail: `is in the dataset already, with the target ${old} (here ${Number.isNaN(y) ? 'none' : y}) or other covariates; allow it with the option overlap=replace`,
      },
    );
  }
  return added;
}

function negative(y: number, series: number, rows: BucketRows, kept: Int32Array, day: number, context: ShapeContext): number {
  const { rules, counts, findings, place, nameOf } = context;
  const row = rows.row[kept[0] as number] as number;
  if (row > 0) {
    counts.negatives++;
    const where = { ...place(row), value: String(y) };
    const what = `(${whichRow(nameOf(series), day)})`;
    if (rules.negatives === 'error')
      findings.error('negative', 'is negative; keep returns or make them zero with the option negatives', {
        ...where,
        detail: `is negative ${what}; keep returns or make them zero with the option negatives`,
      });
    else
      findings.warning('negative', rules.negatives === 'zero' ? 'is negative and became zero' : 'is negative and was kept', {
        ...where,
        detail: `is negative ${what}${rules.negatives === 'zero' ? ' and became zero' : ' and was kept'}`,
      });
  }
  return rules.negatives === 'zero' ? 0 : y;
}

/** Sum or mean of what is there; NaN where nothing is. */
function together(rows: BucketRows, v: number, indexes: Int32Array, add: boolean): number {
  let [sum, count] = [0, 0];
  for (const index of indexes) {
    const value = valueAt(rows, v, index);
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  if (count === 0) return Number.NaN;
  return add ? sum : sum / count;
}

function valueAt(rows: BucketRows, v: number, index: number): number {
  return (rows.values[v] as Float64Array)[index] as number;
}

function equal(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

/** A date and a series as people read them. */
function whichRow(series: string, day: number): string {
  return series === '' ? isoDate(day) : `${isoDate(day)} of ${series}`;
}
