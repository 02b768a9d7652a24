import { expect, it } from 'vitest';
import { levelsBelow, refines, wayDown } from './levels';

const attributes = { category: 'product' };
const levels = ['total', 'store', 'product', 'category', 'store+category', 'store+product'];

it('takes a level apart by the levels next below', () => {
  expect(levelsBelow('total', levels, attributes)).toEqual(['store', 'category']);
  expect(levelsBelow('category', levels, attributes)).toEqual(['product', 'store+category']);
  expect(levelsBelow('store', levels, attributes)).toEqual(['store+category']);
  expect(levelsBelow('store+category', levels, attributes)).toEqual(['store+product']);
  expect(levelsBelow('store+product', levels, attributes)).toEqual([]);
});

it('passes over levels that were not published', () => {
  expect(levelsBelow('total', ['total', 'store+product'], attributes)).toEqual(['store+product']);
});

it('knows a level that is the same under another name from one that is finer', () => {
  expect(refines('store', 'store', {})).toBe(false);
  expect(refines('product+category', 'product', attributes)).toBe(false);
  expect(refines('product', 'category', {})).toBe(false);
});

it('goes down in the order of a level’s own names', () => {
  expect(wayDown('store+product', levels, attributes)).toEqual(['total', 'store', 'store+product']);
  expect(wayDown('total', levels, attributes)).toEqual(['total']);
});
