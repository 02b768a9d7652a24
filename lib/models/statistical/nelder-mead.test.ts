import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nelderMead } from './nelder-mead';

const rosenbrock = (x: Float64Array) => 100 * ((x[1] as number) - (x[0] as number) ** 2) ** 2 + (1 - (x[0] as number)) ** 2;

describe('nelderMead', () => {
  it("finds the bottom of Rosenbrock's valley", () => {
    const { x, value } = nelderMead(rosenbrock, Float64Array.of(-1.2, 1), { tolerance: 1e-12 });
    expect(x[0]).toBeCloseTo(1, 4);
    expect(x[1]).toBeCloseTo(1, 4);
    expect(value).toBeLessThan(1e-9);
  });

  it('stops at the bound that the minimum lies behind', () => {
    const asked: number[] = [];
    const { x } = nelderMead(
      (at) => {
        asked.push(at[0] as number);
        return rosenbrock(at);
      },
      Float64Array.of(0.3, 0.3),
      { lower: Float64Array.of(0, 0), upper: Float64Array.of(0.5, 1), tolerance: 1e-12 },
    );
    expect(x[0]).toBeCloseTo(0.5, 6);
    expect(x[1]).toBeCloseTo(0.25, 4);
    expect(Math.max(...asked)).toBeLessThanOrEqual(0.5);
    expect(Math.min(...asked)).toBeGreaterThanOrEqual(0);
  });

  it('answers with the best point that it has tried, and repeats itself to the bit', () => {
    const coordinate = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 60 }), (centre, maxIterations) => {
        let least = Number.POSITIVE_INFINITY;
        const bowl = (x: Float64Array) => {
          const value = x.reduce((sum, at, k) => sum + (k + 1) * Math.abs(at - (centre[k] as number)), 0);
          least = Math.min(least, value);
          return value;
        };
        const start = new Float64Array(centre.length).fill(1);
        const first = nelderMead(bowl, start, { maxIterations });
        expect(first.value).toBe(least);
        expect(bowl(first.x)).toBe(first.value);
        expect(nelderMead(bowl, start, { maxIterations })).toEqual(first);
      }),
    );
  });

  it('walks out of a region where the objective is no number', () => {
    const { x } = nelderMead((at) => Math.sqrt((at[0] as number) - 1.02) + ((at[0] as number) - 3) ** 2, Float64Array.of(1), {
      tolerance: 1e-10,
    });
    expect(x[0]).toBeGreaterThan(2.5);
  });

  it('takes one evaluation for the start and one a parameter when no iteration is allowed', () => {
    let evaluations = 0;
    const start = Float64Array.of(2, 0);
    const { iterations } = nelderMead(() => ++evaluations, start, { maxIterations: 0 });
    expect(iterations).toBe(0);
    expect(evaluations).toBe(3);
    expect(start).toEqual(Float64Array.of(2, 0));
  });
});
