import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '@/tests/fixtures/evaluation/diebold-mariano.json';
import { dieboldMariano } from './diebold-mariano';
import { overlapLag, pairedLosses } from './paired-losses';

const nan = Number.NaN;
const losses = (origins: number, challenger: (k: number) => number) => ({
  champion: new Float64Array(origins).fill(2),
  challenger: Float64Array.from({ length: origins }, (_, k) => challenger(k)),
});

describe('dieboldMariano', () => {
  it("agrees with statsmodels' HAC variance and SciPy's Student t to ten digits", () => {
    for (const { champion, challenger, lag, ...expected } of golden) {
      const test = dieboldMariano({ champion: Float64Array.from(champion), challenger: Float64Array.from(challenger) }, lag);
      expect(test.statistic).toBeCloseTo(expected.statistic, 9);
      expect(test.pValue).toBeCloseTo(expected.pValue, 10);
      expect(test.meanDifference).toBeCloseTo(expected.meanDifference, 12);
      const significant = expected.meanDifference < 0 ? 'challenger-better' : 'champion-better';
      expect(test.verdict).toBe(expected.pValue < 0.05 ? significant : 'no-difference');
    }
  });

  it('has no opinion on fewer than 8 origins, or on origins that hardly part', () => {
    expect(
      dieboldMariano(
        losses(7, () => 1),
        0,
      ),
    ).toMatchObject({ verdict: 'insufficient-data', statistic: null, pValue: null, meanDifference: -1, origins: 7 });
    const gap = dieboldMariano(
      losses(9, (k) => (k < 2 ? nan : 1)),
      0,
    );
    expect(gap).toMatchObject({ verdict: 'insufficient-data', origins: 7, summary: 'insufficient data: 7 origins, of at least 8' });
    expect(
      dieboldMariano(
        losses(20, (k) => k % 3),
        10,
      ).verdict,
    ).toBe('insufficient-data');
  });

  it('is certain of losses that differ by a constant, and of none', () => {
    expect(
      dieboldMariano(
        losses(8, () => 2),
        0,
      ),
    ).toMatchObject({ verdict: 'no-difference', statistic: null, pValue: 1 });
    expect(
      dieboldMariano(
        losses(8, () => 1.5),
        0,
      ),
    ).toMatchObject({ verdict: 'challenger-better', statistic: null, pValue: 0 });
  });

  it('turns its sign when the models change places', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 9, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true })), {
          minLength: 8,
          maxLength: 40,
        }),
        fc.integer({ min: 0, max: 3 }),
        (pairs, lag) => {
          const champion = Float64Array.from(pairs, ([a]) => a);
          const challenger = Float64Array.from(pairs, ([, b]) => b);
          const one = dieboldMariano({ champion, challenger }, lag);
          const other = dieboldMariano({ champion: challenger, challenger: champion }, lag);
          expect(other.pValue).toBe(one.pValue);
          expect(other.meanDifference).toBeCloseTo(-one.meanDifference, 12);
          expect(other.verdict === 'no-difference').toBe(one.verdict === 'no-difference');
        },
      ),
    );
  });

  it('rejects equal accuracy about as often as it says where there is no difference', () => {
    // Differences with a moving average over two origins, as horizons that overlap make them.
    let state = 7;
    const uniform = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32 - 0.5;
    };
    let rejected = 0;
    for (let run = 0; run < 2000; run++) {
      let last = uniform();
      const noisy = losses(30, () => {
        const next = uniform();
        const value = 2 + last + next;
        last = next;
        return value;
      });
      if (dieboldMariano(noisy, 1).verdict !== 'no-difference') rejected++;
    }
    expect(rejected / 2000).toBeGreaterThan(0.02);
    expect(rejected / 2000).toBeLessThan(0.11);
  });
});

describe('pairedLosses', () => {
  const blocks = {
    series: 2,
    horizon: 2,
    actual: Float64Array.of(1, 2, 10, nan, 1, 2, 3, 4),
    forecast: Float64Array.of(2, 2, 16, 1, nan, nan, nan, nan),
  };
  const challenger = Float64Array.of(1, nan, 8, 9, 1, 2, 3, 4);

  it('scores both models on the points they share', () => {
    const { champion, challenger: other } = pairedLosses(blocks, challenger, 'absolute');
    expect([...champion]).toEqual([(1 + 6) / 2, nan]);
    expect([...other]).toEqual([(0 + 2) / 2, nan]);
    expect([...pairedLosses(blocks, challenger, 'squared', Float64Array.of(1, 2, 1, 2)).champion]).toEqual([(1 + 9) / 2, nan]);
  });

  it('refuses forecasts of other points', () => {
    expect(() => pairedLosses(blocks, challenger.subarray(1), 'absolute')).toThrow(RangeError);
    expect(() => pairedLosses({ ...blocks, series: 3 }, challenger, 'absolute')).toThrow('blocks of 3 series');
  });
});

it('counts the origins that a horizon reaches over', () => {
  expect(overlapLag([0, 28, 56], 28)).toBe(0);
  expect(overlapLag([0, 7, 14, 21, 28], 28)).toBe(3);
  expect(overlapLag([0, 22, 43], 30)).toBe(1);
  expect(overlapLag([5], 30)).toBe(0);
});
