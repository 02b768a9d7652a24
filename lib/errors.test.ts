import { expect, it, vi } from 'vitest';
import { ImportRefused } from './data/import/findings';
import { AlmanacError } from './errors';

it('knows its own kind through another copy of the class', async () => {
  vi.resetModules();
  const copy = (await import('./errors')).AlmanacError;
  expect(copy).not.toBe(AlmanacError);
  const error = new copy('not_found', 'gone');
  expect(error instanceof AlmanacError).toBe(true);
  expect(error instanceof ImportRefused).toBe(false);
  expect(new ImportRefused('a.csv', []) instanceof AlmanacError).toBe(true);
  expect(new Error('no') instanceof AlmanacError).toBe(false);
});
