import { expect, it } from 'vitest';
import type { Panel } from '@/lib/features/panel';
import { CovariateRanges } from './covariate-ranges';

/** Two series of three periods. */
function rangesOf(known: Record<string, number[]>, meta: { units?: Record<string, string>; price?: string; promotion?: string } = {}) {
  const panel: Panel = {
    frequency: 'day',
    ids: ['a', 'b'],
    keys: [{ shop: 'a' }, { shop: 'b' }],
    indptr: Int32Array.of(0, 3, 6),
    ds: Int32Array.of(0, 1, 2, 0, 1, 2),
    y: new Float64Array(6),
    known: Object.fromEntries(Object.entries(known).map(([name, values]) => [name, Float64Array.from(values)])),
    past: {},
    origin: 1,
  };
  return new CovariateRanges(panel, { units: {}, price: null, promotion: null, ...meta });
}

it('refuses what single precision does not hold, and nothing that it does', () => {
  const ranges = rangesOf({ temperature: [1, 2, 3, 4, 5, 6] });
  for (const value of [3.5e38, -1e39, Number.POSITIVE_INFINITY, Number.NaN]) expect(ranges.whyNot('temperature', value)).toMatch(/3\.4e38/);
  for (const value of [3.4e38, -3.4e38, 1e-300, 0]) expect(ranges.whyNot('temperature', value)).toBeUndefined();
});

it('keeps shares within 0 to 1, by unit, role or name, unless percent or counts were seen', () => {
  const flags = [0, 1, 0, 0, Number.NaN, 1];
  const many = [0, 30, 0, 0, 20, 1];
  const ranges = rangesOf(
    { closed_share: flags, discount: many, promo: flags, cut: many },
    { promotion: 'promo', units: { cut: 'mean discount of the assortment, share of the list price' } },
  );
  for (const name of ['closed_share', 'promo', 'cut']) {
    for (const value of [-0.01, 1.01, 5]) expect(ranges.whyNot(name, value), `${name} ${value}`).toMatch(/within 0 to 1/);
    for (const value of [0, 0.5, 1 + 1e-12]) expect(ranges.whyNot(name, value), `${name} ${value}`).toBeUndefined();
  }
  expect(ranges.whyNot('discount', 25)).toBeUndefined();
});

it('keeps prices above 0, unless others were seen', () => {
  const ranges = rangesOf({ cost: [1, 2, 3, 4, 5, 6], price_change: [-1, 0, 1, 0, 0, 0] }, { price: 'cost' });
  expect([0, -1].map((value) => ranges.whyNot('cost', value))).toEqual(Array(2).fill('must be above 0: it is a price'));
  expect(ranges.whyNot('cost', 0.01)).toBeUndefined();
  expect(ranges.whyNot('price_change', -1)).toBeUndefined();
});

it('tells what is beyond ten times the span that a series has seen, or all where it has seen but one value or none', () => {
  const nan = Number.NaN;
  const ranges = rangesOf({ price: [2, 3, 2, 50, 50, 50], flag: [0, 1, 0, 0, 0, 0], none: [nan, nan, nan, nan, nan, nan] });
  expect([13, 14, -8, -9].map((value) => ranges.farFrom('price', 0, value))).toEqual([
    undefined,
    { min: 2, max: 3 },
    undefined,
    { min: 2, max: 3 },
  ]);
  // Of the second series, one span of all: 48.
  expect([500, 531].map((value) => ranges.farFrom('price', 1, value))).toEqual([undefined, { min: 50, max: 50 }]);
  expect([1, 2].map((value) => ranges.farFrom('flag', 1, value))).toEqual([undefined, { min: 0, max: 0 }]);
  expect(ranges.farFrom('none', 0, 1e9)).toBeUndefined();
});
