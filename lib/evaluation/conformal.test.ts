import { describe, expect, it } from 'vitest';
import { calibrate, halfWidth } from './conformal';

/** A repeatable stream of numbers in [0, 1). */
function* uniform(seed: number): Generator<number> {
  let state = seed >>> 0;
  while (true) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

describe('calibrate', () => {
  it('covers new errors of the same kind as often as it says, for every series scale', () => {
    const random = uniform(3);
    const draw = (scale: number) => scale * (random.next().value + random.next().value + random.next().value - 1.5);
    const scales = Float64Array.from({ length: 100 }, (_, k) => 1 + (k % 10) * 20);
    const errors = Float64Array.from({ length: 1000 }, (_, k) => draw(scales[Math.floor(k / 10)] as number));
    const intervals = calibrate(errors, scales, 10, [{ from: 1, to: 10 }], [0.8, 0.95]);
    for (const level of [0.8, 0.95]) {
      let inside = 0;
      for (let k = 0; k < 20_000; k++) {
        const scale = scales[k % 100] as number;
        if (Math.abs(draw(scale)) <= halfWidth(intervals, 1 + (k % 10), level, scale)) inside++;
      }
      expect(inside / 20_000).toBeGreaterThan(level - 0.025);
      expect(inside / 20_000).toBeLessThan(level + 0.025);
    }
  });

  it('joins blocks that have too few scores, and says so', () => {
    const errors = Float64Array.from({ length: 3 * 30 }, (_, k) => k % 7);
    const intervals = calibrate(
      errors,
      Float64Array.of(1, 1, 1),
      30,
      [
        { from: 1, to: 7 },
        { from: 8, to: 14 },
        { from: 15, to: 30 },
      ],
      [0.95],
    );
    expect(intervals.blocks.map(({ from, to, scores }) => ({ from, to, scores }))).toEqual([
      { from: 1, to: 14, scores: 42 },
      { from: 15, to: 30, scores: 48 },
    ]);
    expect(intervals.method).toContain('joined');
  });

  it('refuses to make intervals out of nothing', () => {
    expect(() => calibrate(Float64Array.of(Number.NaN), Float64Array.of(1), 1, [{ from: 1, to: 1 }], [0.8])).toThrow('no recorded sale');
  });
});
