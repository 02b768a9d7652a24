import { expect, it } from 'vitest';
import { levelsAbove } from './levels';

const product = [{ store: 'a', product: 'p', category: 'c' }];

it('names every aggregate above a modelled level', () => {
  expect(levelsAbove('store', [{ store: 'a' }])).toEqual(['total']);
  expect(levelsAbove('store+product', product)).toEqual(['store', 'product', 'category', 'store+category', 'total']);
  expect(levelsAbove('product', [{ product: 'p', category: 'c' }])).toEqual(['category', 'total']);
  expect(levelsAbove('store+category', [{ store: 'a', category: 'c' }])).toEqual(['store', 'category', 'total']);
  expect(levelsAbove('total', [{}])).toEqual([]);
});

it('leaves out what the series do not tell: categories of products that have none', () => {
  expect(levelsAbove('product', [{ product: 'p' }])).toEqual(['total']);
});
