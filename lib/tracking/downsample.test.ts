import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '@/tests/fixtures/tracking/lttb.json';
import { largestTriangles } from './downsample';

const line = (values: number[]) => [Float64Array.from(values, (_, at) => at), Float64Array.from(values)] as const;

describe('largestTriangles', () => {
  it.each(golden.map((one) => [one.x.length, one.points, one] as const))(
    'keeps of %i points the %i that tsdownsample keeps',
    (_, points, one) => {
      expect([...largestTriangles(Float64Array.from(one.x), Float64Array.from(one.y), points)]).toEqual(one.kept);
    },
  );

  it('keeps both ends and one point of each bucket, in order', () => {
    const request = fc.record({
      y: fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 4, maxLength: 300 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(request, ({ y, share }) => {
        const points = 3 + Math.floor(share * (y.length - 4));
        const kept = largestTriangles(...line(y), points);
        expect(kept).toHaveLength(points);
        expect([kept[0], kept.at(-1)]).toEqual([0, y.length - 1]);
        const size = (y.length - 2) / (points - 2);
        for (const [bucket, at] of [...kept.slice(1, -1)].entries()) {
          expect(at).toBeGreaterThanOrEqual(Math.floor(bucket * size) + 1);
          expect(at).toBeLessThan(Math.floor((bucket + 1) * size) + 1);
        }
      }),
    );
  });

  it('keeps a lone spike', () => {
    const y = Array.from({ length: 1000 }, (_, at) => (at === 617 ? 50 : Math.sin(at / 40)));
    expect([...largestTriangles(...line(y), 20)]).toContain(617);
  });

  it('keeps everything where there is no more than asked for', () => {
    expect([...largestTriangles(...line([3, 1, 2]), 10)]).toEqual([0, 1, 2]);
    expect([...largestTriangles(...line([]), 10)]).toEqual([]);
    expect(() => largestTriangles(...line([1, 2, 3, 4]), 2)).toThrow(RangeError);
  });
});
