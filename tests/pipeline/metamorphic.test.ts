import { afterEach, describe, expect, test } from 'vitest';
import { isoDate } from '@/lib/data/days';
import { holidayCalendar } from '@/lib/data/holidays';
import { type PanelRow, panelFromRows } from '@/lib/data/panel-from-frame';
import type { Panel } from '@/lib/features/panel';
import { defaultFeatureSpec } from '@/lib/features/spec';
import { BoostedForecaster } from '@/lib/models/boosted';
import { defaultBoosterParameters } from '@/lib/models/booster';
import { availableBoosters, loadBooster } from '@/lib/models/boosters';
import { randomPanel, randomStream } from '../helpers/random-panel';

const horizon = 7;
const cases = availableBoosters().flatMap((booster) =>
  (['recursive', 'direct', 'direct-blocks'] as const).map((strategy) => ({ booster, strategy })),
);

/** A panel's recorded rows, as a source would have them. */
function rowsOf(panel: Panel): PanelRow[] {
  const [promotion, traffic] = [panel.known.promotion as Float64Array, panel.past.traffic as Float64Array];
  const number = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);
  return panel.ids.flatMap((unique_id, series) =>
    Array.from({ length: (panel.indptr[series + 1] as number) - (panel.indptr[series] as number) }, (_, t) => {
      const row = (panel.indptr[series] as number) + t;
      return {
        unique_id,
        ds: isoDate(panel.ds[row] as number),
        y: number(panel.y[row]),
        promotion: number(promotion[row]),
        traffic: number(traffic[row]),
      };
    }),
  );
}

const options = { frequency: 'day' as const, horizon, known: ['promotion'], past: ['traffic'] };
const rows = rowsOf(randomPanel({ series: 3, periods: 400, horizon, gaps: 0.03 }));

function forecast(panel: Panel, { booster, strategy }: (typeof cases)[number]): Float64Array {
  const parameters = { ...defaultBoosterParameters, iterations: 25 };
  const config = { booster, strategy, horizon, stepsPerTarget: 2, stepsPerBlock: 3, features: defaultFeatureSpec('day'), parameters };
  using fitted = new BoostedForecaster(loadBooster(booster), config, holidayCalendar(panel.ds)).fit(panel, panel.origin);
  return fitted.forecast(panel, panel.origin, horizon).values;
}

describe.each(cases)('forecasts of $booster ($strategy)', (which) => {
  const zone = process.env.TZ;
  afterEach(() => {
    process.env.TZ = zone;
  });
  const expected = forecast(panelFromRows(rows, options), which);

  test('are the same to the bit in whatever order the rows come', () => {
    const random = randomStream(11);
    const shuffled = rows.map((row) => ({ row, at: random() })).sort((a, b) => a.at - b.at);
    const panel = panelFromRows(
      shuffled.map(({ row }) => row),
      options,
    );
    expect(forecast(panel, which)).toEqual(expected);
  });

  test.each(['Pacific/Kiritimati', 'America/St_Johns'])('are the same to the bit in the time zone %s', (name) => {
    process.env.TZ = name;
    expect(new Date(2024, 0, 1).getTimezoneOffset()).not.toBe(0);
    expect(forecast(panelFromRows(rows, options), which)).toEqual(expected);
  });

  test('are ten times as large for sales ten times as large', () => {
    const tenfold = rows.map((row) => ({ ...row, y: typeof row.y === 'number' ? 10 * row.y : row.y }));
    forecast(panelFromRows(tenfold, options), which).forEach((value, k) => {
      expect(Math.abs(value / (10 * (expected[k] as number)) - 1)).toBeLessThan(0.02);
    });
  });
});

test('two rows of one series and day are refused, with the day', () => {
  const twice = [...rows, { ...(rows[5] as PanelRow), y: 1 }];
  expect(() => panelFromRows(twice, options)).toThrow(`Series s0 has two rows for ${rows[5]?.ds}`);
});
