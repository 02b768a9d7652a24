import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pl, { type DataFrame } from 'nodejs-polars';
import { afterAll, expect, it } from 'vitest';
import { Collector } from './collector';
import { Findings } from './findings';
import type { Mapping } from './mapping';
import { findGrid } from './time-grid';
import { writeObservations } from './write-observations';

const folder = mkdtempSync(path.join(os.tmpdir(), 'almanac-write-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const named = (name: string) => ({ column: name, name });
const mapping: Mapping = {
  ...{ layout: 'long', date: 'date', target: 'y', price: null, promotion: null, ignored: [] },
  keys: [named('store'), named('product')],
  attributes: [{ ...named('category'), of: null }],
  known: [named('promo')],
  past: [],
};
const stores = ['10', '9', 'é', 'Z', 'a'];
const rules = {
  duplicates: 'error',
  gaps: 'missing',
  negatives: 'keep',
  lateStart: 'trim',
  earlyEnd: 'missing',
  closures: 'zero',
} as const;

/** Two years of 50 series, in shuffled order, written from so many buckets. */
async function written(buckets: number, memoryBytes: number): Promise<{ frame: DataFrame; parts: number; sorted: boolean }> {
  const findings = new Findings();
  const collector = new Collector({ mapping, toldAttributes: new Set(), buckets, folder, memoryBytes, findings });
  const base = collector.begin('f');
  const codes = new Int32Array(2);
  const days = 730;
  const rows = stores.length * 10 * days;
  for (let n = 0; n < rows; n++) {
    const i = (n * 7919) % rows; // shuffled: 7919 is prime
    const [series, day] = [Math.floor(i / days), 19_723 + (i % days)];
    const [store, product] = [stores[series % stores.length] as string, `p${Math.floor(series / stores.length)}`];
    codes[0] = collector.keyCode(0, store, 'f', i);
    codes[1] = collector.keyCode(1, product, 'f', i);
    const of = collector.table.seriesOf(codes);
    collector.attributes.observe(0, `c${Number(product.slice(1)) % 3}`, codes, collector.table, 'f', i);
    collector.add(of, collector.dates.codeOfDay(day, 'f', i), base + n + 1, [i, i % 2]);
  }
  const { days: dayOfCode } = collector.dates.decide(findings);
  const { dates, recorded, sold, blank } = collector;
  const grid = findGrid(
    { days: dayOfCode, rowsOf: (code) => dates.rowsOf(code), placeOf: (code) => dates.placeOf(code), recorded, sold, blank },
    { today: 22_000 },
    findings,
  );
  if (!grid) throw new Error('no grid');
  const { parts, attributes, counts } = await writeObservations(collector, { grid, rules, overlap: 'error', folder, findings });
  collector.store.close();
  expect(findings.all).toEqual([]);
  expect(attributes).toEqual({ category: 'product' });
  expect(counts).toMatchObject({ series: 50, recorded: rows, rowsWritten: rows });
  const frames = parts.map(({ file }) => pl.readParquet(file));
  const sorted = frames.every((frame) => frame.frameEqual(frame.sort(['store', 'product', 'date'])));
  return { frame: pl.concat(frames).sort(['store', 'product', 'date']), parts: parts.length, sorted };
}

it('writes the same rows however many buckets they went through, each file in order of keys and date', async () => {
  const one = await written(1, 1e9);
  const many = await written(4, 0);
  expect(one.parts).toBe(2);
  expect(many.parts).toBe(8);
  expect(one.sorted && many.sorted).toBe(true);
  expect(many.frame.frameEqual(one.frame)).toBe(true);
  expect(one.frame.columns).toEqual(['date', 'store', 'product', 'category', 'y', 'promo']);
  const head = one.frame.head(1).toRecords()[0];
  expect(head).toMatchObject({ store: '10', product: 'p0', category: 'c0', promo: 0 });
});
