import { expect, it } from 'vitest';
import { shortFigure } from './short-figure';

it.each([
  [235_824.3, '235,820'],
  [1428.123_4, '1,428.1'],
  [0.123_456_7, '0.12346'],
  [Number.NaN, '–'],
])('%d is written %s', (value, text) => {
  expect(shortFigure(value)).toBe(text);
});
