import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { RowStore } from './row-store';

const folder = mkdtempSync(path.join(os.tmpdir(), 'almanac-rows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['memory', 1e9],
  ['files', 0],
  ['both', 2_000_000],
])('gives back every row of a bucket in order, from %s', (_, memoryBytes) => {
  const store = new RowStore({ columns: 2, buckets: 3, folder, memoryBytes });
  const rows = 150_000;
  for (let i = 0; i < rows; i++) store.add(i % 3, i % 7, i % 11, i, [i / 2, i % 5 === 0 ? Number.NaN : -i]);
  expect(store.rows).toBe(rows);
  expect(readdirSync(folder).length > 0).toBe(memoryBytes < 1e9);
  for (const bucket of [2, 0, 1]) {
    const taken = store.take(bucket);
    expect(taken.length).toBe(rows / 3);
    for (let k = 0; k < taken.length; k++) {
      const i = 3 * k + bucket;
      if (taken.row[k] !== i || taken.series[k] !== i % 7 || taken.date[k] !== i % 11)
        throw new Error(`row ${k} of bucket ${bucket} is another`);
      if (!Object.is(taken.values[0]?.[k], i / 2) || !Object.is(taken.values[1]?.[k], i % 5 === 0 ? Number.NaN : -i))
        throw new Error(`values of row ${k}`);
    }
    expect(store.take(bucket).length).toBe(0);
  }
  store.close();
});
