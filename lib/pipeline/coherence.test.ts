import { describe, expect, test } from 'vitest';
import { levelsAbove } from '@/lib/datasets/levels';
import { noHolidays } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { makeStatistical } from '@/lib/models/members/make-forecaster';
import { randomPanel, randomStream } from '@/tests/helpers/random-panel';
import { aggregateBlocks, aggregatePanel, grouping } from './aggregates';
import { actualsAt, backtest, planBacktest } from './backtest';
import { coherenceOf, type ReconciliationMethod } from './coherence';
import type { WindowForecasts } from './members';

const horizon = 7;
const level = 'store+product';
const keys = ['a', 'b'].flatMap((store) =>
  ['p', 'q', 'r'].map((product) => ({ store, product, category: product === 'p' ? 'dry' : 'fresh' })),
);
const panel: Panel = {
  ...randomPanel({ series: 6, periods: 150, horizon, gaps: 0.02 }),
  ids: keys.map(({ store, product }) => `${store}/${product}`),
  keys,
  attributes: { category: 'product' },
  known: {},
  past: {},
};
const levels = [level, ...levelsAbove(level, panel.keys, panel.attributes)];
const plan = planBacktest(panel, horizon);
const windows = ['selection', 'calibration', 'test'] as const;

/** Forecasts of the six series that are wrong in a way of their own, the same for the same panel. */
function forecasts(of: Panel = panel): WindowForecasts {
  const random = randomStream(8);
  const at = (origins: number[]) => {
    const average = backtest(
      of,
      makeStatistical({ transforms: [], model: { method: 'window-average', seasons: [1] } }, noHolidays),
      origins,
      horizon,
      () => {},
    );
    return average.map((value) => value * (0.9 + 0.25 * random()));
  };
  return { selection: at(plan.origins.selection), calibration: at(plan.origins.calibration), test: at(plan.origins.test) };
}

const coherence = (reconciliation: ReconciliationMethod, of: Panel = panel) =>
  coherenceOf(of, levels, { horizon, reconciliation, level }, noHolidays);

const sums = (values: Float64Array, name: string) => aggregateBlocks(values, grouping(panel, name), horizon);
const near = (a: number, b: number, tolerance = 1e-9) => expect(Math.abs(a - b)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(b)));

/** What a level is forecast by on its own: the mean of a smoothed level and Theta on the deseasonalised sums. */
function base(name: string, origins: number[]): Float64Array {
  const summed = aggregatePanel(panel, grouping(panel, name));
  const [smooth, theta] = (['level', 'theta'] as const).map((method) =>
    backtest(
      summed,
      makeStatistical({ transforms: [{ kind: 'deseasonalise' }], model: { method, seasons: [1] } }, noHolidays),
      origins,
      horizon,
      () => {},
    ),
  ) as [Float64Array, Float64Array];
  return smooth.map((value, k) => (value + (theta[k] as number)) / 2);
}

describe('coherent forecasts', () => {
  test('of sums alone need nothing learnt, nor do those of a level with none above it', () => {
    expect(coherence('bottom-up')).toBeUndefined();
    expect(coherenceOf(panel, ['total'], { horizon, reconciliation: 'mint-shrink', level: 'total' }, noHolidays)).toBeUndefined();
  });

  test.each(['bottom-up', 'top-down', 'wls-struct', 'mint-shrink'] as const)(
    'by %s add up at every level, and are never negative',
    (how) => {
      const given = forecasts();
      const made = coherence(how)?.windows(given, plan) ?? given;
      for (const window of windows) {
        const values = made[window];
        expect(values.length).toBe(given[window].length);
        expect(values.every((value) => value >= 0)).toBe(true);
        const total = sums(values, 'total');
        for (const name of levels) {
          const own = sums(values, name);
          const groups = own.length / total.length;
          total.forEach((sum, k) => {
            const [origin, step] = [Math.floor(k / horizon), k % horizon];
            let parts = 0;
            for (let group = 0; group < groups; group++) parts += own[(origin * groups + group) * horizon + step] as number;
            near(parts, sum);
          });
        }
      }
    },
  );

  test('by top-down sum to what the total was forecast, shared out as the series were forecast', () => {
    const given = forecasts();
    const made = coherence('top-down')?.windows(given, plan) as WindowForecasts;
    const whole = base('total', plan.origins.test);
    sums(made.test, 'total').forEach((sum, k) => {
      near(sum, whole[k] as number);
    });
    // Shares pass through stores and their categories, which are within each other; products, which cross them, are left out.
    const [store, category] = [base('store', plan.origins.test), base('store+category', plan.origins.test)];
    plan.origins.test.forEach((_, origin) => {
      for (let step = 0; step < horizon; step++) {
        const at = (values: Float64Array, groups: number, group: number) => values[(origin * groups + group) * horizon + step] as number;
        const share = (values: Float64Array, groups: number, own: number, other: number) =>
          at(values, groups, own) / (at(values, groups, own) + at(values, groups, other));
        const inStore = (whole[origin * horizon + step] as number) * share(store, 2, 0, 1);
        const fresh = inStore * share(category, 4, 1, 0);
        near(at(sums(made.test, 'store'), 2, 0), inStore);
        near(at(sums(made.test, 'store+category'), 4, 1), fresh);
        near(at(made.test, 6, 1), fresh * share(given.test, 6, 1, 2));
      }
    });
  });

  test.each(['wls-struct', 'mint-shrink'] as const)('by %s are the projection that the textbook writes with matrices', (how) => {
    const given = forecasts();
    const made = coherence(how)?.windows(given, plan) as WindowForecasts;
    const above = levels
      .filter((name) => name !== level)
      .map((name) => grouping(panel, name))
      .sort((a, b) => a.keys.length - b.keys.length);
    const S = [
      ...above.flatMap(({ keys: groups, of }) => groups.map((_, group) => Array.from(of, (own) => (own === group ? 1 : 0)))),
      ...keys.map((_, i) => keys.map((__, k) => (i === k ? 1 : 0))),
    ];
    const nodes = (window: 'selection' | 'test', origins: number[]) => {
      const parts = [
        ...above.map(({ level: name }) => ({ values: base(name, origins), groups: grouping(panel, name).keys.length })),
        { values: given[window], groups: 6 },
      ];
      return parts.flatMap(({ values, groups }) =>
        Array.from({ length: groups }, (_, group) =>
          origins.flatMap((__, o) => [...values.subarray((o * groups + group) * horizon, (o * groups + group + 1) * horizon)]),
        ),
      );
    };
    const W =
      how === 'wls-struct'
        ? diagonal(S.map((row) => row.reduce<number>((sum, one) => sum + one, 0)))
        : shrunk(errorsOf(nodes('selection', plan.origins.selection), S));
    const inverse = inverted(W);
    const normal = product(product(transposed(S), inverse), S);
    const G = product(product(inverted(normal), transposed(S)), inverse);
    const expected = product(G, nodes('test', plan.origins.test));
    plan.origins.test.forEach((_, o) => {
      for (let series = 0; series < 6; series++)
        for (let step = 0; step < horizon; step++)
          near(made.test[(o * 6 + series) * horizon + step] as number, expected[series]?.[o * horizon + step] as number, 1e-7);
    });
  });

  test.each(['top-down', 'wls-struct', 'mint-shrink'] as const)(
    'by %s leave out a series that has not begun, and the others still add up',
    (how) => {
      const y = panel.y.slice();
      const [start, end] = [panel.indptr[2] as number, panel.indptr[3] as number];
      // It begins after the first selection origin.
      for (let row = start; row < end; row++) if ((panel.ds[row] as number) <= (plan.origins.selection[0] as number)) y[row] = Number.NaN;
      const late: Panel = { ...panel, y };
      const given = forecasts(late);
      expect(given.selection[2 * horizon]).toBeNaN();
      const made = coherence(how, late)?.windows(given, plan) as WindowForecasts;
      for (const window of windows) {
        made[window].forEach((value, k) => {
          expect(Number.isNaN(value)).toBe(Number.isNaN(given[window][k]));
        });
      }
      expect(made.selection.some((value) => Number.isNaN(value))).toBe(true);
      expect(made.test.every((value) => value >= 0)).toBe(true);
    },
  );

  test('learn weights from the selection window alone, and are made again at the origin from what was kept', () => {
    const given = forecasts();
    const learning = coherence('mint-shrink');
    learning?.windows(given, plan);
    const learnt = learning?.learnt as Float64Array;
    const random = randomStream(3);
    const noise = (values: Float64Array) => values.map((value) => value * random());
    const other = coherence('mint-shrink');
    other?.windows({ selection: given.selection, calibration: noise(given.calibration), test: noise(given.test) }, plan);
    expect(other?.learnt).toEqual(learnt);
    const bottom = given.test.slice(0, 6 * horizon);
    expect(coherence('mint-shrink')?.atOrigin(bottom, learnt)).toEqual(learning?.atOrigin(bottom, learnt));
    expect(() => coherence('mint-shrink')?.learnt).toThrow('Nothing was learnt');
  });
});

type Matrix = number[][];

function transposed(a: Matrix): Matrix {
  return (a[0] as number[]).map((_, k) => a.map((row) => row[k] as number));
}

function product(a: Matrix, b: Matrix): Matrix {
  const columns = transposed(b);
  return a.map((row) => columns.map((column) => row.reduce((sum, value, k) => sum + value * (column[k] as number), 0)));
}

function diagonal(values: number[]): Matrix {
  return values.map((value, i) => values.map((_, k) => (i === k ? value : 0)));
}

/** By Gauss and Jordan with pivots. */
function inverted(a: Matrix): Matrix {
  const n = a.length;
  const rows = a.map((row, i) => [...row, ...(diagonal(new Array<number>(n).fill(1))[i] as number[])]);
  for (let column = 0; column < n; column++) {
    const pivot = rows
      .slice(column)
      .reduce((best, row, k) => (Math.abs(row[column] as number) > Math.abs(rows[best]?.[column] as number) ? column + k : best), column);
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    const lead = rows[column] as number[];
    const scale = lead[column] as number;
    for (let k = 0; k < lead.length; k++) lead[k] = (lead[k] as number) / scale;
    rows.forEach((row, i) => {
      const factor = row[column] as number;
      if (i !== column) for (let k = 0; k < row.length; k++) row[k] = (row[k] as number) - factor * (lead[k] as number);
    });
  }
  return rows.map((row) => row.slice(n));
}

/** Errors of all nodes' forecasts at the selection origins; a target that was not recorded is no error. */
function errorsOf(forecast: Matrix, S: Matrix): Matrix {
  const actual = actualsAt(panel, plan.origins.selection, horizon);
  const at = (series: number, t: number) => actual[(Math.floor(t / horizon) * 6 + series) * horizon + (t % horizon)] as number;
  return forecast.map((row, node) =>
    row.map((value, t) => {
      const off = (S[node] as number[]).reduce((sum, one, series) => (one ? sum + at(series, t) : sum), 0) - value;
      return Number.isNaN(off) ? 0 : off;
    }),
  );
}

/**
 * Errors' covariance with correlations shrunk towards none by Schaefer and Strimmer's (2005) optimal share: the variances of all sample
 * correlations over their squares.
 */
function shrunk(errors: Matrix): Matrix {
  const n = (errors[0] as number[]).length;
  const centred = errors.map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / n;
    return row.map((value) => value - mean);
  });
  const scaled = centred.map((row) => {
    const size = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0) / n);
    return row.map((value) => value / size);
  });
  let noise = 0;
  let squares = 0;
  scaled.forEach((a, i) => {
    scaled.forEach((b, k) => {
      if (i === k) return;
      const products = a.map((value, t) => value * (b[t] as number));
      const r = products.reduce((sum, value) => sum + value, 0) / n;
      noise += products.reduce((sum, value) => sum + (value - r) ** 2, 0) / (n * (n - 1));
      squares += r * r;
    });
  });
  const share = Math.min(1, noise / squares);
  return product(centred, transposed(centred)).map((row, i) => row.map((value, k) => ((i === k ? 1 : 1 - share) * value) / (n - 1)));
}
