import { describe, expect, it } from 'vitest';
import { randomStream } from '../statistics/random';
import { type DiagnosticsInput, diagnose } from './diagnose';
import { recommend } from './recommend';

const series = 30;
const origins = 12;
const horizon = 14;
/** 2023-01-02, a Monday. */
const monday = 19_359;

interface Point {
  series: number;
  origin: number;
  step: number;
  weekday: number;
}

/** Forecasts of flat sales whose errors are normal noise of 10 % times `spread`, plus `miss`, in parts of the level. */
function backtest(rules: {
  level?: (at: Point) => number;
  miss?: (at: Point, noise: () => number) => number;
  spread?: (at: Point) => number;
}): DiagnosticsInput {
  const random = randomStream(99);
  const noise = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const actual = new Float64Array(origins * series * horizon);
  const forecast = actual.map((_, k) => {
    const step = (k % horizon) + 1;
    const origin = Math.floor(k / (series * horizon));
    const at = { series: Math.floor(k / horizon) % series, origin, step, weekday: (origin * horizon + step - 1) % 7 };
    const f = (rules.level?.(at) ?? 1) * 10 ** (1 + (at.series % 4));
    actual[k] = f * (1 + 0.1 * noise() * (rules.spread?.(at) ?? 1) + (rules.miss?.(at, noise) ?? 0));
    return f;
  });
  const scales = Float64Array.from({ length: origins * series }, (_, block) => 0.1 * 10 ** (1 + ((block % series) % 4)));
  const targets = Int32Array.from({ length: origins * horizon }, (_, k) => monday + k);
  const blocks = [
    { from: 1, to: 7 },
    { from: 8, to: 14 },
  ];
  return { series, horizon, actual, forecast, scales, targets, frequency: 'day', blocks };
}

const codes = (input: DiagnosticsInput) => recommend(diagnose(input)).map(({ code }) => code);
const message = (input: DiagnosticsInput) => recommend(diagnose(input))[0]?.message;

describe('recommendations', () => {
  it('has nothing to say of normal noise', () => {
    expect(codes(backtest({}))).toEqual([]);
  });

  it('names a bias, its direction and how many series share it', () => {
    const input = backtest({ miss: () => 0.06 });
    expect(codes(input)).toEqual(['bias']);
    expect(message(input)).toMatch(/^Forecasts are 5\.\d % too low in total in 100 % of 30 series/);
    expect(diagnose(input).bias.percent).toBeLessThan(-5);
  });

  it('names the weekday that is missed', () => {
    const input = backtest({ miss: ({ weekday }) => (weekday === 5 ? -0.1 : 0.1 / 6) });
    expect(codes(input)).toEqual(['season']);
    expect(message(input)).toMatch(/depend on the weekday .*p < 0.001\): Saturday is forecast (9|1\d)\.\d % too high/);
  });

  it('sees errors that last from origin to origin', () => {
    const input = backtest({ miss: ({ origin }) => 0.08 * Math.sign(Math.sin(0.5 + (Math.PI * origin) / 6)) });
    expect(codes(input)).toContain('autocorrelation');
    expect(diagnose(input).autocorrelation?.first).toBeGreaterThan(0.5);
  });

  it('sees the date on which outliers gather', () => {
    const input = backtest({ miss: ({ origin, step, series: i }) => ((origin === 3 && step === 2) || (i === 0 && step === 9) ? 2 : 0) });
    const [found] = recommend(diagnose(input)).filter(({ code }) => code === 'outliers');
    expect(found).toBeUndefined();
    const more = backtest({ miss: ({ origin, step }) => (origin === 3 && step < 5 ? 2 : 0) });
    const outliers = recommend(diagnose(more)).find(({ code }) => code === 'outliers');
    expect(outliers?.message).toMatch(/^2\.\d % of the errors are outliers.*2[45] % of them fall on 2023-02-1\d/);
  });

  it('sees errors that grow with the forecast, and with the horizon', () => {
    const peaks = ({ weekday }: Point) => (weekday === 5 ? 3 : 1);
    expect(codes(backtest({ level: peaks, spread: ({ weekday }) => (weekday === 5 ? 1 : 0.7) }))).toContain('spread-with-level');
    // Errors in proportion to the series' size, but no more on its high days, are no finding.
    expect(codes(backtest({ level: peaks, spread: (at) => 1 / peaks(at) }))).not.toContain('spread-with-level');
    const far = backtest({ spread: ({ step }) => (step > 7 ? 2 : 1) });
    expect(codes(far)).toContain('growth');
    expect(diagnose(far).growth[1]?.error).toBeCloseTo(2 * (diagnose(far).growth[0]?.error as number), 1);
  });

  it('sees lopsided errors with heavy tails', () => {
    const input = backtest({ miss: (_, noise) => 0.1 * (noise() ** 2 - 1) });
    expect(codes(input)).toEqual(expect.arrayContaining(['skewness', 'heavy-tails']));
  });
});

describe('diagnose', () => {
  it('does not test what there is too little data for', () => {
    const input = backtest({});
    const block = series * horizon;
    const short = {
      ...input,
      actual: input.actual.subarray(0, block),
      forecast: input.forecast.subarray(0, block),
      targets: input.targets.subarray(0, horizon),
    };
    expect(diagnose(short).autocorrelation).toBeNull();
    expect(codes(short)).toEqual(['few-origins']);
  });

  it('leaves missing points out, and refuses to look at nothing', () => {
    const input = backtest({});
    const gappy = { ...input, actual: input.actual.map((y, k) => (k % 3 === 0 ? Number.NaN : y)) };
    expect(diagnose(gappy).points).toBe((2 * input.actual.length) / 3);
    expect(() => diagnose({ ...input, actual: input.actual.map(() => Number.NaN) })).toThrow('no residual');
  });

  it('does not depend on the unit of sales', () => {
    const input = backtest({ miss: ({ weekday }) => weekday / 20 });
    const inCents = {
      ...input,
      actual: input.actual.map((y) => 128 * y),
      forecast: input.forecast.map((f) => 128 * f),
      scales: input.scales.map((s) => 128 * s),
    };
    expect(diagnose(inCents)).toEqual(diagnose(input));
  });
});
