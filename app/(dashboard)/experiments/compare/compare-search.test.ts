import { expect, it } from 'vitest';
import { readCompareSearch } from './compare-search';

const id = (k: number) => k.toString(16).padStart(32, '0');

it('reads runs under either name, each once, and passes over what is none', () => {
  expect(readCompareSearch({ runs: `${id(1)},x,${id(2)},${id(1)},` })).toEqual({ ids: [id(1), id(2)], leftOut: 0 });
  expect(readCompareSearch({ ids: id(3) }).ids).toEqual([id(3)]);
  expect(readCompareSearch({ runs: ['', 'a'] })).toEqual({ ids: [], leftOut: 0 });
  expect(readCompareSearch({})).toEqual({ ids: [], leftOut: 0 });
});

it('keeps the first twenty', () => {
  const { ids, leftOut } = readCompareSearch({ runs: Array.from({ length: 23 }, (_, k) => id(k)).join(',') });
  expect([ids.length, ids[19], leftOut]).toEqual([20, id(19), 3]);
});
