import { expect, it } from 'vitest';
import { levelLabel, seriesLabel } from './series-label';

it('names levels and series as people do', () => {
  expect([levelLabel('total'), levelLabel('store'), levelLabel('store+category')]).toEqual(['Total', 'Store', 'Store × category']);
  expect(seriesLabel({ level: 'total', keys: {} })).toBe('All sales');
  expect(seriesLabel({ level: 'store+category', keys: { store: 'store_001', category: 'Electronics' } })).toBe('Store 001 · Electronics');
  expect(seriesLabel({ level: 'store', keys: { store: 'NYC 5th-Ave' } })).toBe('NYC 5th-Ave');
});
