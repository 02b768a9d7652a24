import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDate, parseDay } from '@/lib/data/days';
import { mergeHistory } from './history';

const day = (text: string) => parseDay(text);
const history = (first: string, values: (number | null)[], frequency: 'day' | 'week' | 'month' = 'day') => ({
  frequency,
  first: day(first),
  values,
});
const shown = ({ first, values }: ReturnType<typeof mergeHistory>) => [isoDate(first), Array.from(values)];

describe('mergeHistory', () => {
  const stored = history('2026-01-01', [1, 2, null, 4, 5]);

  it('replaces what overlaps and keeps what does not', () => {
    expect(shown(mergeHistory(history('2026-01-04', [40, 50, 60]), stored, undefined))).toEqual(['2026-01-01', [1, 2, null, 40, 50, 60]]);
    expect(shown(mergeHistory(history('2025-12-31', [0, 10]), stored, undefined))).toEqual(['2025-12-31', [0, 10, 2, null, 4, 5]]);
    // What the run saw as missing is missing.
    expect(shown(mergeHistory(history('2026-01-02', [Number.NaN, 3]), stored, undefined))).toEqual([
      '2026-01-01',
      [1, Number.NaN, 3, 4, 5],
    ]);
  });

  it('joins parts that do not touch by what was not recorded', () => {
    expect(shown(mergeHistory(history('2026-01-08', [8]), stored, undefined))).toEqual(['2026-01-01', [1, 2, null, 4, 5, null, null, 8]]);
    expect(shown(mergeHistory(history('2025-12-29', [0]), stored, undefined))).toEqual(['2025-12-29', [0, null, null, 1, 2, null, 4, 5]]);
  });

  it('forgets what the data no longer hold', () => {
    const data = { first: day('2026-01-02'), last: day('2026-01-04') };
    expect(shown(mergeHistory(history('2026-01-03', [30]), stored, data))).toEqual(['2026-01-02', [2, 30, 4]]);
    expect(shown(mergeHistory(history('2026-01-10', [10]), stored, { first: day('2026-01-09'), last: day('2026-01-10') }))).toEqual([
      '2026-01-10',
      [10],
    ]);
  });

  it('counts in the steps of its frequency', () => {
    const weeks = history('2026-01-02', [1, 2, 3], 'week');
    expect(shown(mergeHistory(history('2026-01-16', [30, 40], 'week'), weeks, undefined))).toEqual(['2026-01-02', [1, 2, 30, 40]]);
    expect(shown(mergeHistory(history('2026-01-15', [30], 'week'), weeks, undefined))).toEqual(['2026-01-15', [30]]);
    const months = history('2025-11-01', [1, 2, 3], 'month');
    expect(shown(mergeHistory(history('2026-02-01', [4], 'month'), months, undefined))).toEqual(['2025-11-01', [1, 2, 3, 4]]);
    // Weeks that end on Fridays, from the 7th on, are the first data of a month that is labelled by its first day.
    expect(shown(mergeHistory(history('2026-02-01', [4], 'month'), months, { first: day('2025-11-07'), last: day('2026-03-01') }))[0]).toBe(
      '2025-11-01',
    );
  });

  it('never loses a stored day inside the data, and always has the fresh ones', () => {
    const values = fc.array(fc.option(fc.integer({ min: 0, max: 99 })), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 40 }), values, values, (shift, old, young) => {
        const base = day('2026-01-01');
        const merged = mergeHistory(
          { frequency: 'day', first: base + shift, values: young },
          { frequency: 'day', first: base, values: old },
          undefined,
        );
        const at = (date: number) => merged.values[date - merged.first];
        old.forEach((value, k) => {
          const fresh = young[k - shift];
          expect(at(base + k)).toBe(fresh === undefined ? value : fresh);
        });
        young.forEach((value, k) => {
          expect(at(base + shift + k)).toBe(value);
        });
      }),
    );
  });
});
