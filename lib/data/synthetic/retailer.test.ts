import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { dayOf, isoDate, mondayOf, parseDay } from '../days';
import { holidaysOf } from '../holidays';
import { products } from './catalog';
import { weekFiles } from './files';
import { promotionsOf } from './promotions';
import { Retailer } from './retailer';

const day = parseDay('2026-03-11');

describe('the made-up retailer', () => {
  it('says the same of a day whatever else it was asked', () => {
    const fresh = new Retailer({ seed: 1, stores: 3 }).day(day);
    const asked = new Retailer({ seed: 1, stores: 3 });
    for (let at = day - 40; at < day; at++) asked.day(at);
    expect(asked.day(day)).toEqual(fresh);
    expect(new Retailer({ seed: 2, stores: 3 }).day(day).sales.sales).not.toEqual(fresh.sales.sales);
  });

  it('keeps every value of the stores it had when it opens more', () => {
    const few = new Retailer({ seed: 1, stores: 3 });
    const many = new Retailer({ seed: 1, stores: 12 });
    const rows = 3 * products.length;
    for (const at of [day, day + 100, dayOf(2026, 11, 27)]) {
      for (const column of ['quantity', 'sales', 'profit'] as const)
        expect(many.day(at).sales[column].slice(0, rows)).toEqual(few.day(at).sales[column]);
      expect(many.day(at).traffic.visitors.slice(0, 3)).toEqual(few.day(at).traffic.visitors);
    }
    expect(many.inventory(day - 2).onHand.slice(0, rows)).toEqual(few.inventory(day - 2).onHand);
  });

  it('writes the same bytes for a week alone and among others', () => {
    const retailer = new Retailer({ seed: 1, stores: 2 });
    const monday = mondayOf(day);
    const among = [
      ...weekFiles(
        retailer,
        Array.from({ length: 7 }, (_, k) => monday + 7 * (k - 6)),
      ),
    ];
    const alone = [...weekFiles(retailer, [monday])];
    expect(alone).toHaveLength(8);
    for (const file of alone) expect(among.find((other) => other.path === file.path)).toEqual(file);
  });

  it('adds up, and sells nothing where it is closed', () => {
    const retailer = new Retailer({ seed: 1, stores: 4 });
    const { sales } = retailer.day(day);
    sales.sales.forEach((amount, row) => {
      expect(amount).toBeCloseTo((sales.quantity[row] as number) * (sales.unitPrice[row] as number), 2);
      expect(sales.profit[row]).toBeCloseTo(amount - (sales.cost[row] as number), 2);
    });
    const christmas = retailer.day(dayOf(2025, 12, 25));
    expect(christmas.sales.sales.every((amount) => amount === 0)).toBe(true);
    expect(christmas.traffic.openShare.every((share) => share === 0)).toBe(true);
  });

  it('gives the same values in every time zone', () => {
    const bundle = buildSync({
      stdin: {
        contents: `import { Retailer } from './retailer';
          const retailer = new Retailer({ seed: 1, stores: 2 });
          const out = [];
          for (let day = 20390; day < 20460; day++) { const { sales, traffic } = retailer.day(day); out.push([...sales.sales, ...traffic.visitors, ...sales.promotion]); }
          console.log(JSON.stringify([out, retailer.plan.promotions(2026), retailer.plan.events(2026)]));`,
        resolveDir: import.meta.dirname,
        loader: 'ts',
      },
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      alias: { '@': path.resolve(import.meta.dirname, '../../..') },
    }).outputFiles[0]?.text as string;
    const digests = ['UTC', 'Pacific/Auckland', 'America/Los_Angeles'].map((zone) => {
      const printed = execFileSync(process.execPath, ['-'], { input: bundle, env: { ...process.env, TZ: zone }, maxBuffer: 1e8 });
      expect(printed.length).toBeGreaterThan(10_000);
      return createHash('sha256').update(printed).digest('hex');
    });
    expect(new Set(digests).size).toBe(1);
  });
});

describe('the calendar', () => {
  const spans = (year: number, name: string) => [
    ...new Set(
      promotionsOf(42, year)
        .filter((row) => row.name === name)
        .map((row) => `${isoDate(row.start)}/${isoDate(row.end)}`),
    ),
  ];

  it('has sales on the days that the trade has them', () => {
    expect(spans(2024, 'Black Friday')).toEqual(['2024-11-29/2024-12-01']);
    expect(spans(2026, 'Black Friday')).toEqual(['2026-11-27/2026-11-29']);
    expect(spans(2026, 'Cyber Monday')).toEqual(['2026-11-30/2026-11-30']);
    expect(spans(2026, "Presidents' Day")).toEqual(['2026-02-13/2026-02-16']);
    expect(spans(2026, 'Memorial Day')).toEqual(['2026-05-22/2026-05-25']);
    expect(spans(2026, 'July 4th')).toEqual(['2026-07-01/2026-07-04']);
    expect(spans(2026, 'Labor Day')).toEqual(['2026-09-04/2026-09-07']);
    expect(spans(2026, 'Back to School')).toEqual(['2026-08-03/2026-08-23']);
    expect(promotionsOf(42, 2026).filter((row) => row.kind === 'flash')).toHaveLength(24);
  });

  it('knows the holidays', () => {
    const days = Object.fromEntries(holidaysOf(2026).map((holiday) => [holiday.name, isoDate(holiday.day)]));
    expect(days).toMatchObject({
      'Thanksgiving Day': '2026-11-26',
      'Independence Day': '2026-07-04',
      'Memorial Day': '2026-05-25',
      'Easter Sunday': '2026-04-05',
    });
    expect(holidaysOf(2026)).toHaveLength(19);
  });
});
