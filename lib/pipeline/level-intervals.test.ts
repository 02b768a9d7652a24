import { describe, expect, it } from 'vitest';
import { adaptIntervals } from '@/lib/evaluation/intervals/adaptive';
import { calibrateIntervals } from '@/lib/evaluation/intervals/calibrate-intervals';
import { horizonBlocks } from '@/lib/evaluation/weights';
import type { Panel } from '@/lib/features/panel';
import { randomPanel, randomStream } from '@/tests/helpers/random-panel';
import { grouping } from './aggregates';
import { actualsAt, planBacktest } from './backtest';
import { certainWhereClosed, closedAtLevel, intervalLevels, intervalsOfLevel, scoredAtLevel } from './level-intervals';

const horizon = 7;
const panel = randomPanel({ series: 6, periods: 200, horizon });
const plan = planBacktest(panel, horizon);
const origins = [...plan.origins.selection, ...plan.origins.calibration];
const first = panel.ds[0] as number;

/** Forecasts that miss by up to `spread` of what came. */
function off(at: number[], spread: number, seed: number): Float64Array {
  const random = randomStream(seed);
  return actualsAt(panel, at, horizon).map((y) => y * (1 + spread * (random() - 0.5)));
}
/** The selection window was hard, the calibration window is not. */
const forecasts = { selection: off(plan.origins.selection, 0.5, 1), calibration: off(plan.origins.calibration, 0.1, 2) };
const intervals = (how: 'split' | 'adaptive' | 'quantile', reconciliation: 'bottom-up' | 'mint-shrink' = 'bottom-up', level = 'store') =>
  intervalsOfLevel({ intervals: how, reconciliation }, panel, level, plan, forecasts);

describe('the intervals of a level', () => {
  const blocks = horizonBlocks('day', horizon);
  const options = { levels: intervalLevels, blocks };

  it('come from the calibration window alone where they are split, and where quantile models are to be put right', () => {
    const scored = scoredAtLevel(panel, 'store', plan.origins.calibration, horizon, forecasts.calibration);
    expect(intervals('split')).toEqual(calibrateIntervals(scored, options));
    expect(intervals('quantile')).toEqual(intervals('split'));
  });

  it('come from both windows in order of time where they adapt, and say that these count as held out', () => {
    const joined = new Float64Array(forecasts.selection.length + forecasts.calibration.length);
    joined.set(forecasts.selection);
    joined.set(forecasts.calibration, forecasts.selection.length);
    for (const level of ['store', 'total']) {
      const scored = scoredAtLevel(panel, level, origins, horizon, joined);
      const { model, steps } = adaptIntervals(
        scored,
        origins.map((origin) => origin - first),
        options,
      );
      const adapted = intervals('adaptive', 'bottom-up', level);
      expect(adapted).toEqual({ ...model, method: adapted.method });
      if (level === 'store') expect(steps.length).toBeGreaterThan(1);
      expect(adapted.method).toMatch(/adapted over \d origins.*selection origins count as held out/);
    }
    const width = (model: ReturnType<typeof intervals>) => model.blocks[0]?.upper[0] as number;
    expect(width(intervals('adaptive'))).toBeGreaterThan(1.3 * width(intervals('split')));
  });

  it('leave out the selection window where what is published was fitted to it', () => {
    const mint = intervals('adaptive', 'mint-shrink');
    expect(mint.method).toMatch(/selection origins are left out/);
    expect(mint.blocks).toEqual(
      adaptIntervals(
        scoredAtLevel(panel, 'store', plan.origins.calibration, horizon, forecasts.calibration),
        plan.origins.calibration.map((origin) => origin - first),
        options,
      ).model.blocks,
    );
    const lone = planBacktest(panel, horizon, { backtestOrigins: 1 });
    expect(lone.origins.selection).toHaveLength(1);
    const given = { selection: off(lone.origins.selection, 0.5, 1), calibration: off(lone.origins.calibration, 0.1, 2) };
    const of = (how: 'split' | 'adaptive') =>
      intervalsOfLevel({ intervals: how, reconciliation: 'bottom-up' }, panel, 'store', lone, given);
    expect(of('adaptive').method).toMatch(/selection origins are left out/);
  });
});

describe('planned closures', () => {
  const closed = new Float64Array(panel.y.length);
  // On the third day after the first calibration origin the first three stores are closed, on the fourth all of them.
  const day = (plan.origins.calibration[0] as number) + 3;
  const y = panel.y.slice();
  panel.ds.forEach((ds, row) => {
    const series = Math.floor(row / (200 + horizon));
    if ((ds === day && series < 3) || ds === day + 1) {
      closed[row] = 1;
      y[row] = 0;
    }
  });
  const shut: Panel = { ...panel, y, known: { ...panel.known, closed_share: closed } };

  it('are where all parts of a series are closed', () => {
    const at = (level: string) =>
      closedAtLevel(shut, grouping(shut, level), [plan.origins.calibration[0] as number], horizon) as Uint8Array;
    expect([...at('total')]).toEqual([0, 0, 0, 1, 0, 0, 0]);
    expect(at('store').filter((one) => one === 1)).toHaveLength(3 + 6);
    expect(closedAtLevel(panel, grouping(panel, 'store'), plan.origins.test, horizon)).toBeUndefined();
  });

  it('are certain, and say nothing of other days', () => {
    const given = { selection: forecasts.selection, calibration: forecasts.calibration.slice() };
    const open = intervalsOfLevel({ intervals: 'split', reconciliation: 'bottom-up' }, shut, 'store', plan, given);
    // However wrong a closure was, it moves no width.
    const flags = closedAtLevel(shut, grouping(shut, 'store'), plan.origins.calibration, horizon) as Uint8Array;
    given.calibration.forEach((_, k) => {
      if (flags[k]) given.calibration[k] = 1e9;
    });
    expect(intervalsOfLevel({ intervals: 'split', reconciliation: 'bottom-up' }, shut, 'store', plan, given).blocks).toEqual(open.blocks);
    const bounds = { lower: [Float64Array.of(1, 2)], upper: [Float64Array.of(5, 6)] };
    expect(certainWhereClosed(bounds, Float64Array.of(3, 0), Uint8Array.of(0, 1))).toEqual({
      lower: [Float64Array.of(1, 0)],
      upper: [Float64Array.of(5, 0)],
    });
  });
});
