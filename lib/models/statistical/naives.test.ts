import { describe, expect, it } from 'vitest';
import { Croston } from './croston';
import { SeasonalNaiveDrift } from './seasonal-naive-drift';
import { SeasonalNaiveRatio } from './seasonal-naive-ratio';
import { SeasonalWindowAverage } from './seasonal-window-average';
import { Tsb } from './tsb';
import { WindowAverage } from './window-average';

const y = Float64Array.of(10, 20, 30, 14, 22, 33);

describe('SeasonalNaiveDrift', () => {
  it('moves the last season by the mean change, once a season', () => {
    expect([...new SeasonalNaiveDrift({ season: 3 }).forecast(y, 4)]).toEqual([17, 25, 36, 20]);
  });

  it('does not know how a season changes that it has seen once', () => {
    expect([...new SeasonalNaiveDrift({ season: 6 }).forecast(y, 1)]).toEqual([Number.NaN]);
  });
});

describe('SeasonalNaiveRatio', () => {
  it('multiplies the last season with how its end compares with a season before', () => {
    const ratio = (22 + 33) / (20 + 30);
    expect([...new SeasonalNaiveRatio({ season: 3, window: 2 }).forecast(y, 4)]).toEqual([14, 22, 33, 14].map((value) => value * ratio));
  });

  it('compares what there is where the window is longer', () => {
    const [first] = new SeasonalNaiveRatio({ season: 3, window: 8 }).forecast(y, 1);
    expect(first).toBeCloseTo((14 * (14 + 22 + 33)) / (10 + 20 + 30), 12);
    expect(new SeasonalNaiveRatio({ season: 6, window: 8 }).forecast(y, 1)[0]).toBeNaN();
  });

  it('takes no season for half, or twice, what it was on the word of one window', () => {
    const model = new SeasonalNaiveRatio({ season: 2, window: 1 });
    expect([...model.forecast(Float64Array.of(4, 1, 6, 50), 2)]).toEqual([12, 100]);
    expect([...model.forecast(Float64Array.of(4, 50, 6, 1), 2)]).toEqual([3, 0.5]);
    expect([...model.forecast(Float64Array.of(4, 0, 6, 5), 2)]).toEqual([6, 5]);
  });
});

describe('window averages', () => {
  it('average the last values, or those at the same place of the season', () => {
    expect([...new WindowAverage({ window: 3 }).forecast(y, 2)]).toEqual([23, 23]);
    expect([...new SeasonalWindowAverage({ season: 3, window: 2 }).forecast(y, 4)]).toEqual([12, 21, 31.5, 12]);
  });

  it('make do with what there is', () => {
    expect([...new WindowAverage({ window: 99 }).forecast(y, 1)]).toEqual([21.5]);
    expect([...new SeasonalWindowAverage({ season: 4, window: 9 }).forecast(y, 4)]).toEqual([30, 14, 22, 33]);
    expect([...new SeasonalWindowAverage({ season: 9, window: 1 }).forecast(y, 1)]).toEqual([Number.NaN]);
  });
});

describe('intermittent sales', () => {
  it('differ once a product is given up: TSB fades, Croston stays', () => {
    const selling = Float64Array.from({ length: 40 }, (_, t) => (t % 4 === 3 ? 8 : 0));
    const givenUp = Float64Array.of(...selling, ...new Float64Array(60));
    expect(new Croston('classic').forecast(selling, 1)[0]).toBeCloseTo(2, 9);
    expect(new Croston('classic').forecast(givenUp, 1)[0]).toBeCloseTo(2, 9);
    expect(new Tsb().forecast(givenUp, 1)[0]).toBeLessThan(0.01);
  });
});
