import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ObservationRules } from '@/lib/datasets/manifest';
import { Findings } from './findings';
import { noCounts, SeriesShaper } from './shape';
import type { TimeGrid } from './time-grid';

interface Observation {
  day: number;
  y: number | null;
  known: number | null;
  past: number | null;
}

const nan = (value: number | null) => value ?? Number.NaN;
const back = (value: number) => (Number.isNaN(value) ? null : value);

/** The rules applied by the class, to series given in any order of rows. */
function shaped(series: Observation[][], rules: ObservationRules) {
  const recorded = series.flat().filter(({ y }) => y !== null);
  const first = Math.min(...recorded.map(({ day }) => day));
  const last = Math.max(...recorded.map(({ day }) => day));
  const idle = Uint8Array.from({ length: last - first + 1 }, (_, i) =>
    recorded.some(({ day, y }) => day === first + i && y !== 0) ? 0 : 1,
  );
  const grid: TimeGrid = { frequency: 'day', why: '', weekday: null, days: new Int32Array(), first, last, idle };
  const out: (Observation & { series: number })[] = [];
  const counts = noCounts();
  const shaper = new SeriesShaper(
    {
      ...{ grid, rules, overlap: 'error', known: 1, closures: series.length > 1, mostFilled: 1000, findings: new Findings(), counts },
      place: (row) => ({ file: 'f', row }),
      nameOf: String,
    },
    3,
    (of, day, values) =>
      out.push({ series: of, day, y: back(values[0] as number), known: back(values[1] as number), past: back(values[2] as number) }),
  );
  for (const [s, rows] of series.entries()) {
    const sorted = rows.map((_, i) => i).sort((a, b) => (rows[a] as Observation).day - (rows[b] as Observation).day || a - b);
    const columns = [rows.map(({ y }) => nan(y)), rows.map(({ known }) => nan(known)), rows.map(({ past }) => nan(past))];
    shaper.shape(
      s,
      {
        length: rows.length,
        series: new Int32Array(rows.length).fill(s),
        date: new Int32Array(rows.length),
        row: Int32Array.from(rows, (_, i) => i + 1),
        values: columns.map((column) => Float64Array.from(column)),
      },
      Int32Array.from(sorted),
      Int32Array.from(rows, ({ day }) => day),
    );
  }
  return { out, counts, first, last, idle };
}

/** The same rules, written down day by day from their definition. */
function expected(
  series: Observation[][],
  rules: ObservationRules,
  { first, last, idle }: { first: number; last: number; idle: Uint8Array },
) {
  const out: (Observation & { series: number })[] = [];
  for (const [s, rows] of series.entries()) {
    const merged = new Map<number, Observation>();
    for (const row of rows) {
      const same = rows.filter(({ day }) => day === row.day);
      const mean = (pick: (one: Observation) => number | null) => {
        const values = same.map(pick).filter((value) => value !== null);
        return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
      };
      const total = mean(({ y }) => y) === null ? null : same.reduce((sum, { y }) => sum + (y ?? 0), 0);
      const one =
        rules.duplicates === 'last'
          ? (same.at(-1) as Observation)
          : {
              day: row.day,
              y: rules.duplicates === 'sum' ? total : mean(({ y }) => y),
              known: mean(({ known }) => known),
              past: mean(({ past }) => past),
            };
      merged.set(row.day, rules.negatives === 'zero' && one.y !== null && one.y < 0 ? { ...one, y: 0 } : one);
    }
    const withY = [...merged.values()].filter(({ y }) => y !== null).map(({ day }) => day);
    if (withY.length === 0) continue;
    const [start, end] = [Math.min(...withY), Math.max(...withY)];
    if (rules.earlyEnd === 'drop' && end < last) continue;
    const days = [...merged.keys()];
    const until = Math.max(last, ...days);
    for (let day = first; day <= until; day++) {
      const row = merged.get(day);
      let y = row?.y ?? null;
      const closed = series.length > 1 && day <= last && idle[day - first] === 1;
      const inSpan = (day >= start || rules.lateStart === 'zero') && (day <= end || (rules.earlyEnd === 'zero' && day <= last));
      if (!inSpan) {
        // Before a late start nothing is kept; after the end, what is known ahead.
        if (day > end && row && row.known !== null) out.push({ series: s, day, y: null, known: row.known, past: null });
        continue;
      }
      if (closed && rules.closures === 'missing') y = null;
      else if (y === null) {
        if (day < start || day > end || closed) y = 0;
        else y = rules.gaps === 'zero' ? 0 : null;
      }
      if (y !== null || row?.known != null || row?.past != null)
        out.push({ series: s, day, y, known: row?.known ?? null, past: row?.past ?? null });
    }
  }
  return out;
}

it('does with gaps, duplicates, closures, late starts and early ends what the rules say', () => {
  const value = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: -2, max: 5 }) }, { weight: 1, arbitrary: fc.constant(null) });
  const observation = fc.record({ day: fc.integer({ min: 10, max: 22 }), y: value, known: value, past: value });
  const rules = fc.record<ObservationRules>({
    duplicates: fc.constantFrom('sum', 'last', 'mean'),
    gaps: fc.constantFrom('missing', 'zero'),
    negatives: fc.constantFrom('keep', 'zero'),
    lateStart: fc.constantFrom('trim', 'zero'),
    earlyEnd: fc.constantFrom('missing', 'zero', 'drop'),
    closures: fc.constantFrom('zero', 'missing'),
  });
  fc.assert(
    fc.property(fc.array(fc.array(observation, { maxLength: 14 }), { minLength: 1, maxLength: 4 }), rules, (series, told) => {
      fc.pre(series.flat().some(({ y }) => y !== null));
      const { out, counts, ...span } = shaped(series, told);
      expect(out).toEqual(expected(series, told, span));
      expect(counts.rowsWritten).toBe(out.length);
      expect(counts.recorded).toBe(out.filter(({ y }) => y !== null).length);
    }),
    { numRuns: 3000 },
  );
});
