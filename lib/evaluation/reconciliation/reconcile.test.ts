import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '@/tests/fixtures/evaluation/reconciliation.json';
import { randomStream } from '../statistics/random';
import { errorVariances, shrunkCovariance, structuralVariances } from './error-covariance';
import { bottomOf, hierarchy, incoherence, sumUp } from './hierarchy';
import { minimumTrace } from './minimum-trace';
import { type Reconciliation, reconcile } from './reconcile';

const cases = golden.map((own) => ({
  ...own,
  structure: hierarchy(
    own.levels.map(({ level, of }) => ({ level, of: Int32Array.from(of) })),
    own.bottom,
  ),
  base: Float64Array.from(own.base),
  errors: Float64Array.from(own.errors),
  history: Float64Array.from(own.history),
}));

/** The way of reconciling that hierarchicalforecast's name stands for. */
function wayOf(name: string, { errors, history }: { errors: Float64Array; history: Float64Array }): Reconciliation {
  switch (name) {
    case 'wls-var':
    case 'mint-shrink':
      return { method: name, errors };
    case 'average-proportions':
    case 'proportion-averages':
      return { method: 'top-down', from: 'total', proportions: name, history };
    case 'forecast-proportions':
      return { method: 'top-down', from: 'total', proportions: name };
    case 'middle-out':
      return { method: 'top-down', from: 'region', proportions: 'forecast-proportions' };
    case 'middle-out-average':
      return { method: 'top-down', from: 'region', proportions: 'average-proportions', history };
    default:
      return { method: name as 'bottom-up' | 'ols' | 'wls-struct' };
  }
}

const worstGap = (ours: Float64Array, expected: number[]) =>
  ours.reduce((worst, value, k) => Math.max(worst, Math.abs(value / (expected[k] as number) - 1)), 0);

describe('reconcile', () => {
  const named = cases.flatMap((own) =>
    Object.entries(own.expected).map(([method, expected]) => ({ name: own.name, method, expected, own })),
  );

  // Seven digits: hierarchicalforecast adds 2e-8 to deviations and variances, and drops coefficients below 1e-10.
  it.each(named)('agrees with hierarchicalforecast: $name, $method', ({ method, expected, own }) => {
    const { values } = reconcile(own.structure, own.base, own.columns, wayOf(method, own));
    expect(worstGap(values, expected as number[])).toBeLessThan(1e-7);
  });

  it.each(named)('adds up to 1e-9 and leaves what adds up as it is: $name, $method', ({ method, own }) => {
    const { structure, columns } = own;
    expect(incoherence(structure, own.base, columns)).toBeGreaterThan(1e-3);
    const { values } = reconcile(structure, own.base, columns, wayOf(method, own));
    expect(incoherence(structure, values, columns)).toBeLessThan(1e-9);
    if (method.includes('average')) return; // proportions of the history know nothing of the base forecasts below
    const again = reconcile(structure, values, columns, wayOf(method, own)).values;
    expect(worstGap(again, [...values])).toBeLessThan(1e-9);
  });

  it('names the way in words', () => {
    const [{ structure, base, columns, errors }] = cases as [(typeof cases)[number]];
    const words = (how: Reconciliation) => reconcile(structure, base, columns, how).method;
    expect(words({ method: 'mint-shrink', errors })).toMatch(
      /^minimum trace, covariance of backtest errors, correlations shrunk by \d+ %, solved exactly$/,
    );
    expect(words({ method: 'top-down', from: 'region', proportions: 'forecast-proportions' })).toBe(
      'region forecasts shared out by forecast proportions',
    );
  });

  it('refuses what does not fit', () => {
    const [nested, grouped] = cases as [(typeof cases)[number], (typeof cases)[number]];
    const { structure, base, columns } = nested;
    expect(() => reconcile(structure, base.subarray(1), columns, { method: 'bottom-up' })).toThrow('not 3 for each of 14 nodes');
    const gap = base.with(7, Number.NaN);
    expect(() => reconcile(structure, gap, columns, { method: 'ols' })).toThrow('Node 2 has no base forecast in column 1');
    expect(() => reconcile(structure, base, columns, { method: 'top-down', from: 'city', proportions: 'forecast-proportions' })).toThrow(
      'no level city',
    );
    expect(() =>
      reconcile(grouped.structure, grouped.base, columns, { method: 'top-down', from: 'total', proportions: 'forecast-proportions' }),
    ).toThrow('a group of category is in two of region');
    expect(() => reconcile(structure, base, columns, { method: 'wls-var', errors: new Float64Array(5) })).toThrow('14 nodes');
    expect(() => reconcile(structure, base, columns, { method: 'mint-shrink', errors: new Float64Array(28) })).toThrow(
      'all zero or missing',
    );
    expect(() => hierarchy([{ level: 'store', of: Int32Array.of(0, 2) }], 2)).toThrow('no series in group 1');
    expect(() => hierarchy([{ level: 'store', of: Int32Array.of(0) }], 2)).toThrow('groups 1 series, not 2');
  });
});

describe('any grouped structure', () => {
  const anyCase = fc.record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    bottom: fc.integer({ min: 2, max: 30 }),
    levels: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }),
    method: fc.constantFrom('bottom-up', 'ols', 'wls-struct', 'wls-var', 'mint-shrink', 'average-proportions'),
    nonNegative: fc.boolean(),
  });
  const make = ({ seed, bottom, levels }: { seed: number; bottom: number; levels: number[] }) => {
    const random = randomStream(seed);
    const structure = hierarchy(
      [1, ...levels].map((groups, k) => ({
        level: k === 0 ? 'total' : `level ${k}`,
        of: Int32Array.from({ length: bottom }, (_, series) =>
          series < groups ? series : Math.floor(random() * Math.min(groups, bottom)),
        ),
      })),
      bottom,
    );
    const draw = (length: number, from: number, to: number) => Float64Array.from({ length }, () => from + (to - from) * random());
    const base = draw(structure.nodes * 2, -20, 100);
    return { structure, base, errors: draw(structure.nodes * 8, -10, 10), history: draw(bottom * 5, 0, 50) };
  };

  it('adds up to 1e-9, and is never negative where asked', () => {
    fc.assert(
      fc.property(anyCase, (any) => {
        const { structure, base, ...data } = make(any);
        const { values, method } = reconcile(structure, base, 2, wayOf(any.method, data), any.nonNegative);
        expect(incoherence(structure, values, 2)).toBeLessThan(1e-9);
        if (any.nonNegative) expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
        else expect(method).not.toContain('zero');
      }),
    );
  });

  it('leaves alone what adds up, and grows with the unit of sales', () => {
    fc.assert(
      fc.property(anyCase, (any) => {
        if (any.method === 'average-proportions') return;
        const { structure, base, ...data } = make(any);
        const how = wayOf(any.method, data);
        const coherent = sumUp(structure, bottomOf(structure, base, 2), 2);
        reconcile(structure, coherent, 2, how).values.forEach((value, k) => {
          expect(Math.abs(value - (coherent[k] as number))).toBeLessThan(1e-7);
        });
        const inCents = { ...data, errors: data.errors.map((error) => 100 * error) };
        const dear = reconcile(
          structure,
          base.map((value) => 100 * value),
          2,
          wayOf(any.method, inCents),
        ).values;
        reconcile(structure, base, 2, how).values.forEach((value, k) => {
          expect(Math.abs((dear[k] as number) / 100 - value)).toBeLessThan(1e-7);
        });
      }),
    );
  });

  it('weighs what is known better more: a node without error keeps its forecast', () => {
    const structure = hierarchy([{ level: 'total', of: Int32Array.of(0, 0) }], 2);
    const errors = Float64Array.of(1e-9, -1e-9, 1e-9, -1e-9, 1, -1, -1, 1, 2, 2, -2, -2);
    for (const method of ['wls-var', 'mint-shrink'] as const) {
      const { values } = reconcile(structure, Float64Array.of(100, 50, 40), 1, { method, errors });
      expect(values[0]).toBeCloseTo(100, 6);
      // The gap of 10 goes where the variance is: four fifths to the second series.
      expect(values[2]).toBeCloseTo(48, 6);
    }
  });

  it('does without an error here and there', () => {
    const { structure, base, errors } = make({ seed: 3, bottom: 12, levels: [3, 2] });
    const gappy = errors.map((error, k) => (k % 7 === 0 || k < 8 ? Number.NaN : error));
    for (const method of ['wls-var', 'mint-shrink'] as const) {
      const { values } = reconcile(structure, base, 2, { method, errors: gappy });
      expect(values.every(Number.isFinite)).toBe(true);
      expect(incoherence(structure, values, 2)).toBeLessThan(1e-9);
    }
  });
});

describe('thousands of bottom series', () => {
  const [stores, products] = [40, 100];
  const bottom = stores * products;
  const level = (name: string, of: (store: number, product: number) => number) => ({
    level: name,
    of: Int32Array.from({ length: bottom }, (_, series) => of(Math.floor(series / products), series % products)),
  });
  const structure = hierarchy(
    [
      level('total', () => 0),
      level('region', (store) => store % 5),
      level('category', (_, product) => product % 8),
      level('store', (store) => store),
      level('product', (_, product) => product),
      level('store+category', (store, product) => store * 8 + (product % 8)),
      level('region+product', (store, product) => (store % 5) * products + product),
    ],
    bottom,
  );
  const random = randomStream(9);
  const size = sumUp(
    structure,
    Float64Array.from({ length: bottom }, () => Math.exp(4 * random())),
    1,
  );
  const noisy = (columns: number, share: number, centre: number) =>
    Float64Array.from(
      { length: structure.nodes * columns },
      (_, k) => (size[Math.floor(k / columns)] as number) * (centre + share * (random() + random() - 1)),
    );
  const base = noisy(2, 0.2, 1);
  const errors = noisy(20, 0.2, 0);

  it('adds up, by conjugate gradients, as exactly as by factorising', () => {
    expect(structure.nodes - bottom).toBe(974);
    for (const covariance of [structuralVariances(structure), errorVariances(structure, errors), shrunkCovariance(structure, errors)]) {
      const exact = minimumTrace(structure, base, 2, covariance, 'cholesky');
      const iterated = minimumTrace(structure, base, 2, covariance, 'conjugate-gradients');
      const gap = iterated.reduce(
        (worst, value, k) => Math.max(worst, Math.abs(value - (exact[k] as number)) / (size[974 + Math.floor(k / 2)] as number)),
        0,
      );
      expect(gap).toBeLessThan(1e-8);
    }
    const { values, method } = reconcile(structure, base, 2, { method: 'mint-shrink', errors }, true);
    expect(incoherence(structure, values, 2)).toBeLessThan(1e-9);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(method).toContain('solved by conjugate gradients over 974 aggregates');
  });
});
