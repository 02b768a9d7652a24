import { expect, it } from 'vitest';
import { readRunSearch } from './run-search';

it('the list is narrowed by what its address says; odd values narrow nothing', () => {
  expect(readRunSearch({ status: 'failed', trigger: 'cron', dataset: 'north-2', cursor: 'abc' })).toEqual({
    status: 'failed',
    trigger: 'cron',
    dataset: 'north-2',
    cursor: 'abc',
  });
  expect(readRunSearch({ status: 'broken', trigger: ['cron', 'api'], dataset: 'No Such', cursor: '' })).toEqual({
    status: undefined,
    trigger: undefined,
    dataset: undefined,
    cursor: undefined,
  });
});
