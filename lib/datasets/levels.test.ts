import { expect, it } from 'vitest';
import { attributesOf, levelsAbove, mostLevelsAbove } from './levels';

const product = [{ store: 'a', product: 'p', category: 'c' }];

it('names every aggregate above a modelled level', () => {
  expect(levelsAbove('store', [{ store: 'a' }])).toEqual(['total']);
  expect(levelsAbove('store+product', product, { category: 'product' })).toEqual([
    'store',
    'product',
    'category',
    'store+category',
    'total',
  ]);
  expect(levelsAbove('product', [{ product: 'p', category: 'c' }])).toEqual(['category', 'total']);
  expect(levelsAbove('store+category', [{ store: 'a', category: 'c' }])).toEqual(['store', 'category', 'total']);
  expect(levelsAbove('total', [{}])).toEqual([]);
});

it('names singles, pairs of one per key and the total, whatever the keys are called', () => {
  const keys = ['a', 'b', 'c', 'd'].flatMap((shop) =>
    ['x', 'y', 'z'].map((item) => ({ shop, item, region: shop < 'c' ? 'north' : 'south', brand: item === 'z' ? 'own' : 'bought' })),
  );
  const above = ['shop', 'item', 'region', 'brand', 'shop+brand', 'region+item', 'region+brand', 'total'];
  expect(levelsAbove('shop+item', keys, { region: 'shop', brand: 'item' })).toEqual(above);
  expect(attributesOf('shop+item', keys)).toEqual({ region: 'shop', brand: 'item' });
  expect(levelsAbove('shop+item', keys)).toEqual(above);
  expect(levelsAbove('shop+item+channel', [{ shop: 'a', item: 'x', channel: 'web' }])).toEqual([
    'shop',
    'item',
    'channel',
    'shop+item',
    'shop+channel',
    'item+channel',
    'total',
  ]);
});

it('leaves out what the series do not tell: categories of products that have none', () => {
  expect(levelsAbove('product', [{ product: 'p' }])).toEqual(['total']);
  expect(levelsAbove('product', [{ product: 'p', category: 'c' }, { product: 'q' }] as Record<string, string>[])).toEqual(['total']);
});

it('keeps the coarsest where there are too many', () => {
  const names = ['k', 'l', 'm'].flatMap((key) => ['', '1', '2', '3'].map((at) => `${key}${at}`));
  const keys = Array.from({ length: 60 }, (_, i) =>
    Object.fromEntries(names.map((name) => [name, String(name.length === 1 ? i % (20 + (name.charCodeAt(0) % 7)) : i % 2)])),
  );
  const attributes = Object.fromEntries(names.filter((name) => name.length > 1).map((name) => [name, name.slice(0, 1)]));
  const above = levelsAbove('k+l+m', keys, attributes);
  expect(above).toHaveLength(mostLevelsAbove);
  expect(above.slice(0, 12)).toEqual(['k', 'l', 'm', ...names.filter((name) => name.length > 1)]);
  expect(above.at(-1)).toBe('total');
  // Pairs of two-valued attributes have fewer series than any pair with a key.
  expect(above.slice(12, -1).filter((level) => !/^.\d\+.\d$/.test(level))).toEqual([]);
});
