import { describe, expect, it } from 'vitest';
import {
  change,
  clock,
  compactMoney,
  count,
  day,
  duration,
  figure,
  instant,
  modelTitle,
  money,
  percent,
  relative,
  stepTitle,
  words,
} from './format';

describe('figures', () => {
  it('writes money in its currency, whole or short', () => {
    expect(money(12345.6)).toBe('$12,346');
    expect(money(12345.6, 'EUR')).toBe('€12,346');
    expect(compactMoney(1_234_567)).toBe('$1.2M');
    expect(compactMoney(950)).toBe('$950');
    expect(compactMoney(-20_500, 'GBP')).toBe('-£20.5K');
  });

  it('writes what is not a number as a dash', () => {
    for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect([money(value), compactMoney(value), figure(value), percent(value), change(value), duration(value)]).toEqual(
        Array(6).fill('–'),
      );
    }
  });

  it('gives a figure as many digits as its size deserves', () => {
    expect([figure(12_345.6), figure(123.45), figure(0.12345)]).toEqual(['12,346', '123.5', '0.123']);
  });

  it('signs a change', () => {
    expect([change(0.042), change(-0.1), change(0)]).toEqual(['+4.2%', '-10.0%', '0.0%']);
    expect(percent(0.954)).toBe('95.4%');
  });

  it('counts', () => {
    expect([count(1, 'day'), count(1200, 'day')]).toEqual(['1 day', '1,200 days']);
  });
});

describe('times', () => {
  it('takes a day as a day, whatever the time zone', () => {
    expect([day('2026-01-05'), day('2026-01-05', 'short'), day('2026-01-05', 'weekday')]).toEqual(['Jan 5, 2026', 'Jan 5', 'Mon, Jan 5']);
  });

  it('writes an instant in the zone it is asked for', () => {
    expect(instant('2026-11-30T06:00:00Z')).toBe('Nov 30, 2026, 6:00 AM UTC');
    expect(instant('2026-11-30T06:00:00Z', 'America/New_York', 'short')).toBe('Nov 30, 1:00 AM EST');
    expect(clock('2026-11-30T06:00:05Z')).toBe('06:00:05');
  });

  it('says durations as people do', () => {
    expect([850, 12_340, 245_000, 7_800_000, -5].map(duration)).toEqual(['850 ms', '12.3 s', '4 min 05 s', '2 h 10 min', '0 ms']);
  });

  it('says how long ago or ahead', () => {
    const now = Date.parse('2026-11-24T00:00:00Z');
    expect(relative('2026-11-23T23:59:30Z', now)).toBe('just now');
    expect(relative('2026-11-23T23:57:00Z', now)).toBe('3 minutes ago');
    expect(relative('2026-11-30T06:00:00Z', now)).toBe('in 6 days');
    expect(relative('2026-11-23T00:00:00Z', now)).toBe('yesterday');
  });
});

describe('names', () => {
  it('spells identifiers', () => {
    expect([words('dataStartDate'), words('store_001'), words('sample-retailer')]).toEqual([
      'Data start date',
      'Store 001',
      'Sample retailer',
    ]);
    expect([stepTitle('train-lightgbm'), stepTitle('train-seasonal-naive'), modelTitle('xgboost'), modelTitle('my-model')]).toEqual([
      'Train LightGBM',
      'Train seasonal naive',
      'XGBoost',
      'My model',
    ]);
  });
});
