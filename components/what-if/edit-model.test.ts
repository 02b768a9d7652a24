import { describe, expect, it } from 'vitest';
import type { PlanEdit } from '@/lib/data/plan/plan-edit';
import { byWeek } from './difference';
import { cellsOf, columnOf, periodEnd, setCells, type Template, touches } from './edit-model';
import { editWords, plannedWords, spanWords } from './edit-words';
import { readEdits, writeEdits } from './edits-address';

const days = { dates: ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'], frequency: 'day' as const };
const sale = (discount: number): Template => ({ kind: 'promotion', discount, promotion: 'circular' });
const edit = (value: Record<string, unknown>) => value as PlanEdit;

describe('the grid of edits', () => {
  it('makes one edit of equal cells side by side, and cuts it where a cell is told otherwise', () => {
    const all = setCells([], 'promotion', [0, 1, 2, 3], sale(0.2), days);
    expect(all).toEqual([{ ...sale(0.2), from: '2026-12-01', to: '2026-12-04' }]);
    const cut = setCells(all, 'promotion', [1], sale(0.3), days);
    expect(cut.map(({ from, to }) => [from, to])).toEqual([
      ['2026-12-01', '2026-12-01'],
      ['2026-12-02', '2026-12-02'],
      ['2026-12-03', '2026-12-04'],
    ]);
    expect(setCells(cut, 'promotion', [1], sale(0.2), days)).toEqual(all);
    expect(setCells(cut, 'promotion', [0, 1, 2, 3], undefined, days)).toEqual([]);
  });

  it('leaves edits of some goods or places alone', () => {
    const own = edit({ kind: 'promotion', category: 'Home', discount: 0.5, promotion: 'flash', from: '2026-12-01', to: '2026-12-02' });
    expect(columnOf(own)).toBeUndefined();
    expect(cellsOf([own], 'promotion', days)).toEqual([undefined, undefined, undefined, undefined]);
    expect(setCells([own], 'promotion', [0], sale(0.1), days)[0]).toBe(own);
    expect(['closure', 'price'].map((kind) => columnOf(edit({ kind, share: 1, renovation: false, change: 0.1 })))).toEqual([
      'closure',
      'price',
    ]);
    expect(columnOf(edit({ kind: 'covariate', name: 'price', where: {} }))).toBe('covariate price');
  });

  it('shows the best cut and prices on top of each other', () => {
    const whole = { from: '2026-12-01', to: '2026-12-04' };
    const [cell] = cellsOf([edit({ ...sale(0.3), ...whole }), edit({ ...sale(0.2), ...whole })], 'promotion', days);
    expect(cell).toEqual(sale(0.3));
    const price = { kind: 'price', change: 0.1, ...whole };
    expect(cellsOf([edit(price), edit(price)], 'price', days)[0]).toEqual({ kind: 'price', change: expect.closeTo(0.21, 12) });
  });

  it('tells weeks by all of their days, and covariates by their dates', () => {
    const weeks = { dates: ['2026-11-30', '2026-12-07', '2026-12-14'], frequency: 'week' as const };
    expect(setCells([], 'promotion', [0, 1], sale(0.2), weeks)).toEqual([{ ...sale(0.2), from: '2026-11-30', to: '2026-12-13' }]);
    const covariate = { kind: 'covariate', name: 'x', where: {}, value: 1 } as Template;
    expect(setCells([], 'covariate x', [1, 2], covariate, weeks)).toEqual([{ ...covariate, from: '2026-12-07', to: '2026-12-14' }]);
    expect(periodEnd('2028-02-01', 'month')).toBe('2028-02-29');
    expect(touches([edit({ ...sale(0.2), from: '2026-12-10', to: '2026-12-11' })], '2026-12-07', 'week')).toBe(true);
  });
});

it('sums differences by the week', () => {
  const points = ['2026-12-05', '2026-12-06', '2026-12-07'].map((date) => ({ date, planned: 10, mean: 11 }));
  expect(byWeek(points, 'day')).toEqual([
    { from: '2026-12-05', to: '2026-12-06', planned: 20, mean: 22 },
    { from: '2026-12-07', to: '2026-12-07', planned: 10, mean: 11 },
  ]);
  expect(byWeek(points, 'week')).toHaveLength(3);
});

describe('words', () => {
  const tables = {
    categories: [
      { name: 'Toys', products: [{ id: 'p1', name: 'Doll' }] },
      { name: 'Food', products: [] },
    ],
    stores: [{ id: 'store_001', region: 'North' }],
    promotions: [
      { kind: 'holiday', category: 'Toys', product: null, region: null, from: '2026-12-01', to: '2026-12-02', discount: 0.3 },
      { kind: 'holiday', category: 'Food', product: null, region: null, from: '2026-12-01', to: '2026-12-02', discount: 0.2 },
      { kind: 'circular', category: 'Toys', product: 'p1', region: null, from: '2026-12-02', to: '2026-12-08', discount: 0.15 },
    ],
    closures: [{ store: 'store_001', kind: 'closure', from: '2026-12-03', to: '2026-12-03', share: 1 }],
  };
  it.each<[Record<string, unknown>, string]>([
    [{ kind: 'promotion', discount: 0.2, promotion: 'flash', product: 'p1', store: 'store_001' }, 'Flash sale of 20% on Doll in Store 001'],
    [{ kind: 'no-promotion', category: 'Toys' }, 'No promotion on Toys'],
    [{ kind: 'price', change: -0.05 }, 'List prices -5%'],
    [{ kind: 'closure', share: 0.4, renovation: true }, '40% closed for renovation'],
    [{ kind: 'open', region: 'North' }, 'Open, whatever was planned in region North'],
    [{ kind: 'covariate', name: 'fuel_price', change: 0.1, where: { store: '1' } }, 'Fuel price +10% for store 1'],
    [{ kind: 'covariate', name: 'promo', value: 1, where: {} }, 'Promo set to 1'],
  ])('of %o', (value, text) => {
    expect(editWords(edit(value), tables)).toBe(text);
  });

  it('of what is planned', () => {
    expect(plannedWords(tables, '2026-12-01', '2026-12-01')).toEqual(['Holiday sale up to 30% · all goods']);
    expect(plannedWords(tables, '2026-12-03', '2026-12-03')).toEqual(['Closed', 'Circular 15% · 1 product']);
    expect([spanWords('2026-12-01', '2026-12-01'), spanWords('2026-12-01', '2026-12-07')]).toEqual(['Dec 1', 'Dec 1 – Dec 7']);
  });
});

it('carries edits in an address, and nothing else', () => {
  const edits = [edit({ kind: 'promotion', from: '2026-12-01', to: '2026-12-02', discount: 0.2, promotion: 'flash', category: 'Möbel' })];
  expect(readEdits(writeEdits(edits))).toEqual(edits);
  expect(writeEdits([])).toBeUndefined();
  for (const odd of [null, '', '%%%', 'bm90IGpzb24', btoa('[{"kind":"nothing"}]'), 'a'.repeat(10_000)]) expect(readEdits(odd)).toEqual([]);
  expect(writeEdits(Array.from({ length: 200 }, () => edits[0] as PlanEdit))).toBeUndefined();
});
