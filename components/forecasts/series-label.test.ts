import { expect, it } from 'vitest';
import { levelLabel, seriesLabel } from './series-label';

it('names levels and series as people do', () => {
  expect([levelLabel('total'), levelLabel('store'), levelLabel('store+category')]).toEqual(['Total', 'Store', 'Store × category']);
  expect(seriesLabel({ level: 'total', keys: {} })).toBe('All sales');
  expect(seriesLabel({ level: 'store+category', keys: { store: 'store_001', category: 'Electronics' } })).toBe('Store 001 · Electronics');
  expect(seriesLabel({ level: 'store', keys: { store: 'NYC 5th-Ave' } })).toBe('NYC 5th-Ave');
});

it('says what a bare number is the number of', () => {
  expect(seriesLabel({ level: 'store+dept', keys: { store: '14', dept: '2' } })).toBe('Store 14 · Dept 2');
});
