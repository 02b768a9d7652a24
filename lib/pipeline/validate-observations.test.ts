import { describe, expect, it } from 'vitest';
import { isoDate, parseDay } from '@/lib/data/days';
import { ObservationSource } from '@/lib/data/observation-source';
import { createArtifactFolder } from '@/tests/helpers/artifact-folder';
import { importObservations, type ObservationRow, observationsOf } from '@/tests/helpers/observations';
import { sampleRows } from './observation-sampled-checks';
import { observationChecks } from './validate-observations';

createArtifactFolder();
const first = parseDay('2026-01-01');
const days = 40;
const given = {
  keys: ['store', 'product'],
  attributes: { category: 'product' },
  known: ['price', 'promotion'],
  past: ['visitors'],
  price: 'price',
  promotion: 'promotion',
};
let datasets = 0;

/** Two products of one store, forty days, in two parts; `change` spoils the rows. */
async function checks(change: (rows: ObservationRow[]) => ObservationRow[] = (rows) => rows, rules: object = {}) {
  const clean = ['p', 'q'].flatMap((product, p) =>
    Array.from({ length: days }, (_, k) => ({
      ...{ date: isoDate(first + k), store: 's', product, category: 'c', y: 10 + ((k * 7 + p) % 5) },
      ...{ price: 2, promotion: k % 9 === 0 ? 1 : 0, visitors: 100 + k },
    })),
  );
  const rows = change(clean);
  const observations = observationsOf({ ...given, rules });
  const parts = [rows.filter((row) => row.product !== 'q'), rows.filter((row) => row.product === 'q')];
  const manifest = await importObservations({ dataset: `checked-${datasets++}`, observations, parts, inDatabase: false });
  return observationChecks(await ObservationSource.open(manifest), {
    ...{ firstDate: isoDate(first), lastDate: isoDate(first + days - 1), sampleSize: 1000, seed: 1 },
    now: new Date('2026-02-10T12:00:00Z'),
  });
}

const failing = async (...args: Parameters<typeof checks>) => (await checks(...args)).filter((check) => !check.passed);
const replace = (at: number, change: Partial<ObservationRow>) => (rows: ObservationRow[]) =>
  rows.map((row, k) => (k === at ? { ...row, ...change } : row)) as ObservationRow[];
const without = (drop: (row: ObservationRow, k: number) => boolean) => (rows: ObservationRow[]) => rows.filter((row, k) => !drop(row, k));

describe('checks of observations', () => {
  it('find nothing wrong with clean rows', async () => expect(await failing()).toEqual([]));

  it('name file, row and column of a duplicate, across parts or within one', async () => {
    const [found, ...others] = await failing((rows) => rows.flatMap((row, k) => (k === 46 ? [row, row] : [row])));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ name: 'duplicates', severity: 'error', count: 2 });
    expect(found?.offences.map(({ file, row, column }) => `${file}:${row}:${column}`)).toEqual([
      'observations/part-00001.parquet:7:product',
      'observations/part-00001.parquet:8:product',
    ]);
  });

  it.each([
    ['blank-store', 'error', { row: 6, column: 'store', value: '' }, replace(5, { store: '' })],
    ['blank-category', 'error', { row: 6, column: 'category', value: null }, replace(5, { category: null })],
    ['finite-target', 'error', { row: 6, column: 'y' }, replace(5, { y: Number.POSITIVE_INFINITY })],
    ['negative-target', 'warning', { row: 6, column: 'y', value: '-3.0' }, replace(5, { y: -3 })],
    ['one-category', 'error', { column: 'category', value: 'product p: 2 different ones' }, replace(5, { category: 'other' })],
    ['missing-dates', 'warning', { column: 'date', value: '2026-01-04' }, without((row) => row.date === '2026-01-04')],
    ['gaps', 'warning', { column: 'store+product', value: 's/p: 39 of 40 days' }, without((_, k) => k === 5)],
    ['late-starts', 'warning', { value: 's/p: begins 2026-01-08' }, without((_, k) => k < 7)],
    ['ended-series', 'warning', { value: 's/p: ends 2026-01-08' }, without((_, k) => k > 7 && k < days)],
    [
      'constant-series',
      'warning',
      { value: 's/p: 40 equal values' },
      (rows: ObservationRow[]) => rows.map((row) => (row.product === 'p' ? { ...row, y: 4 } : row)),
    ],
    [
      'mostly-zero',
      'warning',
      { value: 's/p: 39 zeros of 40' },
      (rows: ObservationRow[]) => rows.map((row, k) => (k < days && k !== 3 ? { ...row, y: 0 } : row)),
    ],
    ['no-sales', 'error', { column: 'y' }, (rows: ObservationRow[]) => rows.map((row) => ({ ...row, y: 0 }))],
    ['short-series', 'warning', { value: 's/p: 8 values' }, without((_, k) => k > 7 && k < days)],
    ['outliers', 'warning', { file: 'observations/part-00000.parquet', row: 6, column: 'y', value: 2e6 }, replace(5, { y: 2e6 })],
    ['price-range', 'warning', { row: 6, column: 'price', value: '0.0' }, replace(5, { price: 0 })],
    ['promotion-range', 'warning', { row: 6, column: 'promotion' }, replace(5, { promotion: 1.5 })],
    ['finite-visitors', 'warning', { row: 6, column: 'visitors' }, replace(5, { visitors: Number.POSITIVE_INFINITY })],
    ['known-price', 'warning', { row: 6, column: 'price', value: null }, replace(5, { price: null })],
  ] as const)('find %s (%s)', async (name, severity, offence, change) => {
    const found = (await failing(change)).find((check) => check.name === name);
    expect(found).toMatchObject({ passed: false, severity, offences: expect.arrayContaining([expect.objectContaining(offence)]) });
  });

  it('find targets of the future, and what nobody can know of it', async () => {
    const late = (rows: ObservationRow[]) => [...rows, { ...(rows[0] as ObservationRow), date: '2026-02-11' }];
    expect((await failing(late)).find(({ name }) => name === 'future-dates')).toMatchObject({
      severity: 'error',
      count: 1,
      offences: [{ row: 41 }],
    });
    const plan = (rows: ObservationRow[]) => [...rows, { ...(rows[0] as ObservationRow), date: '2026-02-11', y: null }];
    expect((await failing(plan)).map(({ name, severity }) => `${name} ${severity}`)).toEqual(['future-visitors warning']);
  });

  it('hold an import to its own rule about negative targets', async () => {
    expect((await failing(replace(5, { y: -3 }), { negatives: 'error' })).find(({ name }) => name === 'negative-target')).toMatchObject({
      severity: 'error',
    });
  });
});

describe('sampleRows', () => {
  it('picks different rows, the same for the same seed', () => {
    const rows = sampleRows(5_000_000, 10_000, 7);
    expect(new Set(rows).size).toBe(10_000);
    expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
    expect(sampleRows(5_000_000, 10_000, 7)).toEqual(rows);
    expect(sampleRows(5_000_000, 10_000, 8)).not.toEqual(rows);
    expect([...sampleRows(3, 10, 1)]).toEqual([0, 1, 2]);
    // Spread over all of them: a quarter in each quarter, within five standard deviations.
    for (let quarter = 0; quarter < 4; quarter++) {
      const inside = rows.filter((row) => Math.floor(row / 1_250_000) === quarter).length;
      expect(Math.abs(inside - 2500)).toBeLessThan(5 * Math.sqrt(2500 * 0.75));
    }
  });
});
