import { describe, expect, it } from 'vitest';
import { isoDate, parseDay } from './days';
import { panelFromRows } from './panel-from-frame';

const row = (unique_id: string, ds: string, y: number | null, promotion = 0) => ({ unique_id, ds, y, promotion });

describe('panelFromRows', () => {
  it('fills gaps with NaN, starts each series at its first target, and ends all at the horizon', () => {
    const panel = panelFromRows(
      [row('b', '2026-01-02', 5), row('a', '2026-01-01', 1), row('a', '2026-01-03', 3), row('a', '2026-01-05', null, 1)],
      {
        frequency: 'day',
        horizon: 2,
        known: ['promotion'],
      },
    );
    expect(panel.ids).toEqual(['a', 'b']);
    expect([...panel.indptr]).toEqual([0, 5, 9]);
    expect(isoDate(panel.origin)).toBe('2026-01-03');
    expect([...panel.y.subarray(0, 5)]).toEqual([1, Number.NaN, 3, Number.NaN, Number.NaN]);
    expect([...panel.ds.subarray(5, 9)].map(isoDate)).toEqual(['2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05']);
    expect(panel.known.promotion?.[4]).toBe(1);
  });

  it('hides targets and past covariates after the origin', () => {
    const rows = Array.from({ length: 10 }, (_, k) => ({
      unique_id: 'a',
      ds: isoDate(parseDay('2026-01-01') + k),
      y: k,
      visitors: k,
      promotion: k,
    }));
    const panel = panelFromRows(rows, { frequency: 'day', horizon: 3, known: ['promotion'], past: ['visitors'], origin: '2026-01-05' });
    expect([...panel.y]).toEqual([0, 1, 2, 3, 4, Number.NaN, Number.NaN, Number.NaN]);
    expect([...(panel.past.visitors as Float64Array)]).toEqual([...panel.y]);
    expect([...(panel.known.promotion as Float64Array)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('keeps weeks on the weekday they have, and months on their first', () => {
    const weeks = panelFromRows([row('a', '2010-02-05', 1), row('a', '2010-02-19', 3)], { frequency: 'week', horizon: 1 });
    expect([...weeks.ds].map(isoDate)).toEqual(['2010-02-05', '2010-02-12', '2010-02-19', '2010-02-26']);
    const months = panelFromRows([row('a', '2025-12-01', 1), row('a', '2026-02-01', 3)], { frequency: 'month', horizon: 1 });
    expect([...months.ds].map(isoDate)).toEqual(['2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01']);
    expect(() => panelFromRows([row('a', '2010-02-05', 1), row('a', '2010-02-11', 3)], { frequency: 'week', horizon: 1 })).toThrow(
      /whole number of weeks/,
    );
  });

  it('refuses two rows of one series and date', () => {
    expect(() => panelFromRows([row('a', '2026-01-01', 1), row('a', '2026-01-01', 2)], { frequency: 'day', horizon: 1 })).toThrow(
      /two rows for 2026-01-01/,
    );
    expect(() => panelFromRows([row('a', '2026-01-01', null)], { frequency: 'day', horizon: 1 })).toThrow(/No row has a target/);
  });
});
