import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Findings } from './findings';
import { openSource } from './open-source';
import { type ImportOptionsInput, importOptions } from './options';

const folder = mkdtempSync(path.join(os.tmpdir(), 'almanac-propose-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is proposed for a table, as `column -> role`, and what was found. */
async function rolesOf(header: string, rows: string[], options: ImportOptionsInput = {}) {
  const file = path.join(folder, 'table.csv');
  writeFileSync(file, [header, ...rows].join('\n'));
  const findings = new Findings();
  const opened = await openSource({ kind: 'file', path: file }, importOptions.parse(options), { scratch: folder, findings });
  return {
    roles: opened?.proposal?.roles.map(({ column, role }) => `${column} ${role}`),
    mapping: opened?.proposal?.mapping,
    findings: findings.all,
  };
}

const dates = Array.from({ length: 40 }, (_, i) => new Date(Date.UTC(2015, 0, 1 + i)).toISOString().slice(0, 10));
const over = (series: string[], row: (series: string, date: string, i: number) => string) =>
  series.flatMap((one) => dates.map((date, i) => row(one, date, i)));

it('knows the tables of public forecasting competitions', async () => {
  // Rossmann: store sales with openings, promotions and holidays.
  const rossmann = await rolesOf(
    'Store,DayOfWeek,Date,Sales,Customers,Open,Promo,StateHoliday,SchoolHoliday',
    over(['1', '2'], (store, date, i) => `${store},${1 + (i % 7)},${date},${5000 + i},${500 + i},1,${i % 2},${i === 3 ? 'a' : '0'},0`),
  );
  expect(rossmann.roles).toEqual([
    ...['Store key', 'DayOfWeek ignored', 'Date date', 'Sales target', 'Customers past', 'Open known', 'Promo promotion'],
    ...['StateHoliday ignored', 'SchoolHoliday known'],
  ]);
  expect(rossmann.findings).toMatchObject([
    { check: 'left-out', severity: 'warning', examples: [{ column: 'StateHoliday', value: '"a"' }] },
  ]);
  // Favorita: families of products in stores.
  const favorita = await rolesOf(
    'id,date,store_nbr,family,sales,onpromotion',
    over(['1,BREAD', '1,DAIRY', '2,BREAD', '2,DAIRY'], (series, date, i) => `${i},${date},${series},${i}.5,${i % 3}`).map((row, i) =>
      row.replace(/^\d+/, String(i)),
    ),
  );
  expect(favorita.roles).toEqual(['id ignored', 'date date', 'store_nbr key', 'family key', 'sales target', 'onpromotion promotion']);
  // Walmart: departments, with a flag in words.
  const walmart = await rolesOf(
    'Store,Dept,Date,Weekly_Sales,IsHoliday',
    over(['1,1', '1,2', '2,1'], (series, date, i) => `${series},${date},${1000 + i}.25,${i % 9 === 0 ? 'TRUE' : 'FALSE'}`),
  );
  expect(walmart.roles).toEqual(['Store key', 'Dept key', 'Date date', 'Weekly_Sales target', 'IsHoliday known']);
  expect(walmart.mapping?.known).toEqual([{ column: 'IsHoliday', name: 'is_holiday' }]);
  // The usual long format of forecasting libraries.
  const nixtla = await rolesOf(
    'unique_id,ds,y',
    over(['x', 'y'], (series, date, i) => `${series},${date},${i}`),
  );
  expect(nixtla.roles).toEqual(['unique_id key', 'ds date', 'y target']);
});

it('takes what follows from a key for its attribute, and other text only as far as series need it', async () => {
  const products = { p1: 'food', p2: 'food', p3: 'toys' } as Record<string, string>;
  const { roles } = await rolesOf(
    'day,shop,region,article,category,weather,qty,unit_price,fuel_price',
    over(['north,p1', 'north,p2', 'south,p1', 'south,p3'], (series, date, i) => {
      const [shop, article] = series.split(',') as [string, string];
      return `${date},${shop},${shop === 'north' ? 'N' : 'S'},${article},${products[article]},${i % 2 ? 'rain' : 'sun'},${i},9.99,1.5`;
    }),
  );
  expect(roles).toEqual([
    ...['day date', 'shop key', 'region attribute', 'article key', 'category attribute', 'weather ignored', 'qty target'],
    ...['unit_price price', 'fuel_price past'],
  ]);
});

it('does as it is told, and proposes the rest', async () => {
  const rows = over(['a', 'b'], (store, date, i) => `${date},${store},${i},${i * 2},${i % 2}`);
  const told = await rolesOf('date,store,sales,visitors,event', rows, { target: 'Visitors', known: ['sales'], ignore: ['event'] });
  expect(told.roles).toEqual(['date date', 'store key', 'sales known', 'visitors target', 'event ignored']);
  const only = await rolesOf('date,store,sales,visitors,event', rows, { target: 'sales', keys: ['store'], propose: false });
  expect(only.roles).toEqual(['date date', 'store key', 'sales target', 'visitors ignored', 'event ignored']);
  const priced = await rolesOf('date,store,sales,visitors,event', rows, {
    target: 'sales',
    price: 'visitors',
    known: ['visitors', 'event'],
  });
  expect(priced.mapping).toMatchObject({ price: 'visitors', known: [{ name: 'visitors' }, { name: 'event' }] });
  const single = await rolesOf(
    'date,sales',
    dates.map((date, i) => `${date},${i}`),
    { single: true },
  );
  expect(single.mapping).toMatchObject({ keys: [], target: 'sales' });
});

it('says what it cannot tell', async () => {
  const rows = over(['a'], (store, date, i) => `${date},${store},${i},${i * 2}`);
  const which = await rolesOf('date,store,alpha,beta', rows);
  expect(which.findings).toMatchObject([
    { check: 'mapping', message: 'does not tell which column was sold: it could be "alpha", "beta"; name it with the option target' },
  ]);
  const twice = await rolesOf('date,store,sales,beta', rows, { target: 'sales', past: ['SALES'] });
  expect(twice.findings).toMatchObject([
    { severity: 'error', message: 'is named by past, and as target too', examples: [{ column: 'sales' }] },
  ]);
  const text = await rolesOf('date,store,sales,beta', rows, { past: ['store'] });
  expect(text.findings).toMatchObject([{ severity: 'error', message: 'is text; covariates are numbers (or true and false)' }]);
});
