import { expect, it } from 'vitest';
import { timeAxis } from './time-axis';

const seconds = (from: number, to: number) => ({ from: from * 1000, to: to * 1000 });

it('spans stand where they were, from the first beginning to the last end', () => {
  const axis = timeAxis([seconds(100, 110), seconds(110, 140), seconds(112, 120)]);
  expect([100, 110, 120, 140].map((at) => axis.at(at * 1000))).toEqual([0, 0.25, 0.5, 1]);
  expect(axis.breaks).toEqual([]);
  expect(axis.ticks.map(({ milliseconds }) => milliseconds)).toEqual([0, 10_000, 20_000, 30_000, 40_000]);
});

it('a long pause, as before a retry, is cut out and told', () => {
  const axis = timeAxis([seconds(0, 60), seconds(86_400, 86_440)]);
  expect(axis.breaks).toEqual([{ at: expect.closeTo(0.595, 3), milliseconds: (86_400 - 60) * 1000 }]);
  expect(axis.at(60_000)).toBeCloseTo(0.57);
  expect(axis.at(86_400_000)).toBeCloseTo(0.62);
  expect(axis.at(86_440_000)).toBeCloseTo(1);
  expect(axis.at(3_600_000)).toBeCloseTo(0.57);
});

it('a short pause stays', () => {
  expect(timeAxis([seconds(0, 60), seconds(70, 100)]).breaks).toEqual([]);
  expect(timeAxis([seconds(0, 1), seconds(15, 16)]).breaks).toEqual([]);
});

it('nothing, or an instant, has an axis too', () => {
  expect(timeAxis([])).toMatchObject({ breaks: [], ticks: [] });
  expect(timeAxis([seconds(5, 5)]).at(5000)).toBe(0);
});
