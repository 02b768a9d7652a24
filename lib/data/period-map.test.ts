import { describe, expect, it } from 'vitest';
import { isoDate, parseDay } from './days';
import { eachTarget, periodMap } from './period-map';

const span = (first: string, last: string) => ({ first: parseDay(first), last: parseDay(last) });

/** Where the own periods go, as text. */
function shares(map: ReturnType<typeof periodMap>) {
  return Array.from({ length: map.own }, (_, own) => {
    const found: string[] = [];
    eachTarget(map, own, (target, share) => found.push(`${isoDate(map.labels[target] as number)} ${share.toFixed(3)}`));
    return found.join(' + ');
  });
}

describe('periodMap', () => {
  it('leaves periods of the same length as they are, whatever their weekday', () => {
    const map = periodMap('week', 'week', span('2010-02-05', '2010-03-05'), 2, 'end');
    expect([...map.labels].map(isoDate)).toEqual([
      ...['2010-02-05', '2010-02-12', '2010-02-19', '2010-02-26', '2010-03-05'],
      ...['2010-03-12', '2010-03-19'],
    ]);
    expect(map).toMatchObject({ own: 7, ownRecorded: 5, targets: 7, recorded: 5, identity: true });
  });

  it('sums days to complete weeks from Monday to Sunday', () => {
    // Thursday to Tuesday.
    const map = periodMap('day', 'week', span('2026-01-01', '2026-01-20'), 1, 'start');
    expect([...map.labels].map(isoDate)).toEqual(['2026-01-05', '2026-01-12', '2026-01-19']);
    expect(map).toMatchObject({ ownRecorded: 20, recorded: 2, own: 25 });
    expect(shares(map).slice(3, 6)).toEqual(['', '2026-01-05 1.000', '2026-01-05 1.000']);
    expect(shares(map).at(-1)).toBe('2026-01-19 1.000');
  });

  it('sums days to complete months', () => {
    const map = periodMap('day', 'month', span('2026-01-01', '2026-03-30'), 1, 'start');
    expect([...map.labels].map(isoDate)).toEqual(['2026-01-01', '2026-02-01', '2026-03-01']);
    expect(map).toMatchObject({ recorded: 2, own: 90 });
  });

  it('splits weeks between months by their days, by what the label means', () => {
    // The weeks ending on Fridays from 2026-01-02 cover 2025-12-27 on.
    const ending = periodMap('week', 'month', span('2026-01-02', '2026-03-06'), 1, 'end');
    expect([...ending.labels].map(isoDate)).toEqual(['2026-01-01', '2026-02-01', '2026-03-01']);
    expect(shares(ending).slice(0, 2)).toEqual(['2026-01-01 0.286', '2026-01-01 1.000']);
    expect(shares(ending)[5]).toBe('2026-01-01 0.143 + 2026-02-01 0.857');
    const beginning = periodMap('week', 'month', span('2026-01-02', '2026-03-06'), 1, 'start');
    expect([...beginning.labels].map(isoDate)).toEqual(['2026-02-01', '2026-03-01']);
    expect(shares(beginning).slice(3, 5)).toEqual(['', '2026-02-01 0.714']);
  });

  it('has no recorded period where the data cover none', () => {
    expect(periodMap('day', 'month', span('2026-01-10', '2026-02-20'), 1, 'start')).toMatchObject({ recorded: 0, targets: 1 });
    expect(periodMap('day', 'month', span('2026-01-10', '2026-01-20'), 1, 'start')).toMatchObject({ recorded: 0, targets: 1 });
  });
});
