import { expect, it } from 'vitest';
import { levelName } from './level-name';
import { canonicalLevel, defaultLevel, describeStructure, levelsOf, salesStructure } from './structure';

const chain = {
  frequency: 'week' as const,
  keys: ['store', 'product'],
  attributes: { region: 'store', category: 'product', brand: 'product' },
  known: [],
  past: [],
};

it('lists the levels of the sample retailer as they have always been', () => {
  expect(levelsOf(salesStructure)).toEqual(['store', 'product', 'category', 'store+category', 'store+product', 'total']);
  expect(defaultLevel(salesStructure, true)).toBe('store');
});

it('lists singles, pairs of different keys, all keys and the total', () => {
  expect(levelsOf(chain)).toEqual([
    ...['store', 'region', 'product', 'category', 'brand'],
    ...['store+category', 'store+brand', 'region+product', 'region+category', 'region+brand', 'store+product', 'total'],
  ]);
  expect(levelsOf({ ...chain, keys: [], attributes: {} })).toEqual(['total']);
  expect(defaultLevel(chain, false)).toBe('store+product');
  expect(defaultLevel({ ...chain, keys: [] }, false)).toBe('total');
  expect(describeStructure(chain, false)).toMatchObject({ frequencies: ['week', 'month'], defaultLevel: 'store+product' });
});

it.each([
  ['total', 'total'],
  ['product+store', 'store+product'],
  ['category+store', 'store+category'],
  ['brand+category', 'category+brand'],
  ['category+product', 'product'],
  ['product+region+store', 'store+product'],
  ['shop', undefined],
  ['store+store', undefined],
  ['store+total', undefined],
  ['toString', undefined],
])('takes %s as %s', (level, canonical) => expect(canonicalLevel(chain, level)).toBe(canonical));

it('knows a level by its spelling', () => {
  for (const level of ['total', 'store', 'a+b+c_1']) expect(levelName.safeParse(level).success).toBe(true);
  for (const level of ['', '+', 'a+', 'A', 'a b', 'a:b', 'é', `${'a'.repeat(64)}`, '1a'])
    expect(levelName.safeParse(level).success).toBe(false);
});
