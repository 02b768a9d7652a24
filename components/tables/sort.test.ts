import { expect, it } from 'vitest';
import { compareValues } from './data-column';
import { nextSort, readSort, writeSort } from './sort';

it('reads from an address what it wrote to it, and nothing else', () => {
  const ids = ['name', 'rmse'];
  for (const sort of [
    { id: 'name', desc: false },
    { id: 'rmse', desc: true },
  ])
    expect(readSort(writeSort(sort), ids)).toEqual(sort);
  for (const odd of [undefined, '', '-', '--name', 'age', '-age']) expect(readSort(odd, ids)).toBeUndefined();
});

it('begins with the largest figure and the first name, and turns round at the second click', () => {
  expect(nextSort(undefined, 'rmse', true)).toEqual({ id: 'rmse', desc: true });
  expect(nextSort({ id: 'rmse', desc: true }, 'rmse', true)).toEqual({ id: 'rmse', desc: false });
  expect(nextSort({ id: 'rmse', desc: true }, 'name', false)).toEqual({ id: 'name', desc: false });
});

it('orders names as people do', () => {
  expect(['store 10', 'Store 9', 'north'].sort(compareValues)).toEqual(['north', 'Store 9', 'store 10']);
  expect([10, 9, -1].sort(compareValues)).toEqual([-1, 9, 10]);
});
