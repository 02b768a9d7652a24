import { expect, it } from 'vitest';
import type { PublishedRef } from '../order';
import { ForecasterCache } from './forecaster-cache';

const ref = (id: string, level = id, publishedAt = '2026-01-01'): PublishedRef => ({
  ...{ id, level, publishedAt, runId: id, dataset: 'd', origin: '2026-01-01', horizon: 1 },
});

function cacheOf(limits: { count: number; bytes: number }, bytes = 10) {
  const loaded: string[] = [];
  const disposed: string[] = [];
  const cache = new ForecasterCache(async ({ id, publishedAt }) => {
    if (id === 'broken') throw new Error('no files');
    loaded.push(`${id} ${publishedAt}`);
    await Promise.resolve();
    return { id, bytes, [Symbol.dispose]: () => void disposed.push(id) };
  }, limits);
  return { cache, loaded, disposed, use: (of: PublishedRef) => cache.use(of, ({ id }) => id) };
}

it('loads what is asked for once, however many ask at the same time', async () => {
  const { use, loaded } = cacheOf({ count: 3, bytes: 100 });
  expect(await Promise.all([use(ref('a')), use(ref('a')), use(ref('b'))])).toEqual(['a', 'a', 'b']);
  await use(ref('a'));
  expect(loaded).toEqual(['a 2026-01-01', 'b 2026-01-01']);
});

it('drops those least recently asked for where they are too many, or too large together', async () => {
  for (const limits of [
    { count: 2, bytes: 1000 },
    { count: 9, bytes: 25 },
  ]) {
    const { cache, use, disposed } = cacheOf(limits);
    for (const id of ['a', 'b', 'a', 'c']) await use(ref(id));
    expect(disposed).toEqual(['b']);
    expect(cache.status).toEqual({ forecasters: 2, bytes: 20 });
  }
  // One that is larger than all may be is held by itself.
  const { cache, use } = cacheOf({ count: 9, bytes: 5 });
  for (const id of ['a', 'b']) await use(ref(id));
  expect(cache.status.forecasters).toBe(1);
});

it('puts a newer forecast of the same series in the place of the one before, also under the same id', async () => {
  const { cache, use, loaded, disposed } = cacheOf({ count: 9, bytes: 1000 });
  await use(ref('a', 'store'));
  await use(ref('b', 'store'));
  await use(ref('b', 'store', '2026-01-02'));
  expect(loaded).toEqual(['a 2026-01-01', 'b 2026-01-01', 'b 2026-01-02']);
  expect(disposed).toEqual(['a', 'b']);
  expect(cache.status.forecasters).toBe(1);
});

it('disposes of nothing that is at work', async () => {
  const { cache, use, disposed } = cacheOf({ count: 1, bytes: 1000 });
  let finish: (() => void) | undefined;
  const working = cache.use(ref('a'), () => new Promise<void>((resolve) => (finish = resolve)));
  await use(ref('b'));
  expect(disposed).toEqual([]);
  finish?.();
  await working;
  expect(disposed).toEqual(['a']);
});

it('tries what could not be loaded anew', async () => {
  const { cache, use } = cacheOf({ count: 2, bytes: 100 });
  await expect(use(ref('broken'))).rejects.toThrow('no files');
  expect(cache.status.forecasters).toBe(0);
  await expect(use(ref('broken'))).rejects.toThrow('no files');
});
