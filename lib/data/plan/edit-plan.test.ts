import { describe, expect, it } from 'vitest';
import { parseDay } from '../days';
import { KnownCovariates } from '../known-covariates';
import { editPlan } from './edit-plan';
import { restorePlan, type SalesPlan, storePlan } from './plan';
import { planCovariates } from './plan-covariates';
import { planEdit, type TableEdit } from './plan-edit';

const first = parseDay('2026-11-23');
const on = (date: string) => parseDay(date) - first;
const labels = Array.from({ length: 14 }, (_, k) => first + k);
const plan: SalesPlan = {
  planned: {
    promotions: [
      { kind: 'holiday', category: 'Toys', productId: null, region: null, start: first, end: first + 5, discount: 0.3 },
      { kind: 'flash', category: 'Food', productId: null, region: 'North', start: first + 2, end: first + 3, discount: 0.2 },
      { kind: 'circular', category: 'Food', productId: 'jam', region: null, start: first, end: first + 6, discount: 0.1 },
    ],
    events: [{ storeId: 's1', kind: 'closure', start: first + 1, end: first + 4, closedShare: 1 }],
    prices: new Map([
      [
        'doll',
        [
          { start: first - 400, price: 20 },
          { start: first - 40, price: 25 },
        ],
      ],
      [
        'jam',
        [
          { start: first - 400, price: 4 },
          { start: first + 7, price: 5 },
        ],
      ],
      ['tea', [{ start: first - 400, price: 8 }]],
    ]),
    has: { promotions: true, events: true, prices: true },
  },
  assortment: {
    stores: new Map([
      ['s1', 'North'],
      ['s2', 'North'],
      ['s3', 'South'],
    ]),
    products: new Map([
      ['doll', 'Toys'],
      ['jam', 'Food'],
      ['tea', 'Food'],
    ]),
  },
};

const edit = (value: object) => planEdit.parse(value) as TableEdit;
const made = (edits: object[], keys: Record<string, string>, frequency: 'day' | 'week' = 'day') =>
  planCovariates(editPlan(plan, edits.map(edit)), frequency, frequency === 'day' ? labels : [first, first + 7])(keys);
const span = { from: '2026-11-25', to: '2026-11-26' };

describe('an edited plan', () => {
  it('is the plan itself where nothing is edited', () => {
    expect(editPlan(plan, [])).toEqual(plan);
    expect(restorePlan(JSON.parse(JSON.stringify(storePlan(plan, first))))).toEqual(plan);
  });

  it.each<[string, object, SalesPlan['planned']['promotions'][0]]>([
    [
      'of a category',
      { kind: 'promotion', ...span, category: 'Toys', discount: 0.5, promotion: 'flash' },
      { kind: 'flash', category: 'Toys', productId: null, region: null, start: first + 2, end: first + 3, discount: 0.5 },
    ],
    [
      'of a product in a region',
      { kind: 'promotion', ...span, product: 'tea', region: 'South', discount: 0.2 },
      { kind: 'circular', category: 'Food', productId: 'tea', region: 'South', start: first + 2, end: first + 3, discount: 0.2 },
    ],
  ])('says of a promotion %s what training says of the same row in the table', (_, told, row) => {
    const table = { ...plan.planned, promotions: [...plan.planned.promotions, row] };
    const trained = new KnownCovariates(table, plan.assortment, first - 300, first + 40);
    for (const keys of [{}, { store: 's2' }, { store: 's3' }, { category: 'Toys' }, { store: 's1', product: 'tea' }] as Record<
      string,
      string
    >[]) {
      const own = made([told], keys);
      for (const [name, daily] of Object.entries(trained.of(keys))) expect(own[name], name).toEqual(daily.subarray(300, 314));
    }
  });

  it('lets the best cut hold, and takes promotions away again', () => {
    const deeper = made([{ kind: 'promotion', ...span, category: 'Toys', discount: 0.5 }], { category: 'Toys' });
    expect([...(deeper.discount as Float64Array)].slice(0, 6)).toEqual([0.3, 0.3, 0.5, 0.5, 0.3, 0.3]);
    const shallower = made([{ kind: 'promotion', ...span, category: 'Toys', discount: 0.1 }], { category: 'Toys' });
    expect(shallower).toEqual(made([], { category: 'Toys' }));
    const none = made(
      [
        { kind: 'no-promotion', ...span, category: 'Toys' },
        { kind: 'promotion', from: span.to, to: span.to, category: 'Toys', discount: 0.1 },
      ],
      { category: 'Toys' },
    );
    expect([...(none.discount as Float64Array)].slice(0, 6)).toEqual([0.3, 0.3, 0, 0.1, 0.3, 0.3]);
  });

  it('takes a promotion from one product, or from one store, and leaves it to the others', () => {
    const spared = [{ kind: 'no-promotion', ...span, product: 'jam' }];
    const north = made(spared, { store: 's2', category: 'Food' });
    expect(north.promotion_share?.[2]).toBeCloseTo(1 / 2, 12);
    expect(made(spared, { store: 's2', product: 'jam' }).discount?.slice(0, 5)).toEqual(Float64Array.of(0.1, 0.1, 0, 0, 0.1));
    const inOne = [{ kind: 'no-promotion', ...span, store: 's2' }];
    expect(made(inOne, { store: 's2' }).discount?.[2]).toBe(0);
    for (const store of ['s1', 's3']) expect(made(inOne, { store })).toEqual(made([], { store }));
  });

  it('gives one store a promotion that the other of its region has not', () => {
    const told = [{ kind: 'promotion', ...span, store: 's1', discount: 0.4 }];
    expect(made(told, { store: 's1' }).promotion_share?.[2]).toBeCloseTo(1, 12);
    for (const store of ['s2', 's3']) expect(made(told, { store })).toEqual(made([], { store }));
    const whole = made(told, {}).discount?.[2] as number;
    expect(whole - (made([], {}).discount?.[2] as number)).toBeCloseTo((0.4 - (made([], { store: 's1' }).discount?.[2] as number)) / 3, 12);
  });

  it('changes list prices on its days only, over planned steps', () => {
    const dearer = made([{ kind: 'price', from: '2026-11-29', to: '2026-12-01', product: 'jam', change: 0.5 }], { product: 'jam' })
      .price_index as Float64Array;
    const planned = made([], { product: 'jam' }).price_index as Float64Array;
    expect(planned[on('2026-11-30')]).toBe(1.25);
    planned.forEach((value, k) => {
      const inside = k >= on('2026-11-29') && k <= on('2026-12-01');
      expect(dearer[k]).toBeCloseTo(value * (inside ? 1.5 : 1), 12);
    });
  });

  it('closes and opens stores, and means over weeks', () => {
    const closed = [{ kind: 'closure', ...span, region: 'South' }];
    expect(made(closed, { store: 's3' }).closed_share?.slice(0, 5)).toEqual(Float64Array.of(0, 0, 1, 1, 0));
    expect(made(closed, { store: 's2' })).toEqual(made([], { store: 's2' }));
    expect(made(closed, { store: 's3' }, 'week').closed_share?.[0]).toBeCloseTo(2 / 7, 12);
    const open = made([{ kind: 'open', ...span, store: 's1' }], { store: 's1' }).closed_share as Float64Array;
    expect([...open].slice(0, 6)).toEqual([0, 1, 0, 0, 1, 0]);
    const half = made([{ kind: 'closure', ...span, store: 's2', share: 0.4, renovation: true }], { store: 's2' });
    expect([half.renovation_share?.[2], half.closed_share?.[2]]).toEqual([0.4, 0]);
  });

  it('names every edit that speaks of what there is not', () => {
    const wrong = [
      { kind: 'promotion', ...span, category: 'Cars', discount: 0.2 },
      { kind: 'price', ...span, product: 'jam', category: 'Toys', change: 0.1 },
      { kind: 'closure', ...span, store: 's9' },
      { kind: 'open', ...span, store: 's1', region: 'South' },
    ].map(edit);
    expect(() => editPlan(plan, wrong)).toThrow(
      expect.objectContaining({
        code: 'validation_failed',
        errors: [
          { path: 'edits.0.category', message: 'there is no such category; there are Toys, Food' },
          { path: 'edits.1.product', message: 'is of category Food, not of Toys' },
          { path: 'edits.2.store', message: 'there is no such store; there are s1, s2, s3' },
          { path: 'edits.3.store', message: 'is in North, not in South' },
        ],
      }),
    );
    const bare: SalesPlan = { ...plan, planned: { ...plan.planned, has: { promotions: true, events: false, prices: true } } };
    expect(() => editPlan(bare, [edit({ kind: 'closure', ...span })])).toThrow('edits.0.kind: the dataset plans no closures');
  });
});
