import { describe, expect, it } from 'vitest';
import { isoDate, parseDay } from '@/lib/data/days';
import { ObservationSource } from '@/lib/data/observation-source';
import type { Observations } from '@/lib/datasets/manifest';
import { AlmanacError } from '@/lib/errors';
import type { Panel } from '@/lib/features/panel';
import { createArtifactFolder } from '@/tests/helpers/artifact-folder';
import { importObservations, type ObservationRow, observationsOf } from '@/tests/helpers/observations';
import { observationPanel } from './extract-observations';
import { pipelineParameters } from './parameters';

createArtifactFolder();
const start = parseDay('2026-01-05'); // a Monday
const days = 70;
const day = (k: number) => isoDate(start + k);
let datasets = 0;

async function extracted(given: Parameters<typeof observationsOf>[0], parts: ObservationRow[][], asked: object = {}) {
  const observations = observationsOf(given);
  const dataset = `set-${datasets++}`;
  const manifest = await importObservations({ dataset, observations, parts, inDatabase: false });
  const parameters = pipelineParameters.parse({
    dataset,
    horizon: 2,
    level: observations.keys.join('+') || 'total',
    frequency: observations.frequency,
    ...asked,
  });
  return observationPanel(await ObservationSource.open(manifest), parameters, { weekLabel: null });
}

const column = (panel: Panel, values: Float64Array | undefined, series: number) => [
  ...(values as Float64Array).subarray(panel.indptr[series] as number, panel.indptr[series + 1] as number),
];
const dates = (panel: Panel, series: number) =>
  [...panel.ds.subarray(panel.indptr[series] as number, panel.indptr[series + 1] as number)].map(isoDate);

/** Two stores every day; store b begins on day 10 and ends on day 29; c has neither gap nor end. `skip` leaves rows out. */
function stores(skip: (store: string, k: number) => boolean = () => false): ObservationRow[] {
  const first: Record<string, number> = { a: 0, b: 10, c: 0 };
  const last: Record<string, number> = { a: days - 1, b: 29, c: days - 1 };
  return ['a', 'b', 'c'].flatMap((store) =>
    Array.from({ length: days }, (_, k) => ({ date: day(k), store, y: k + 1 })).filter(
      (_, k) => k >= (first[store] as number) && k <= (last[store] as number) && !skip(store, k),
    ),
  );
}

describe('the rules of an import', () => {
  const nan = Number.NaN;
  const skip = (store: string, k: number) => (store === 'a' && k === 5) || k === 20;
  const rules: [Partial<Observations['rules']>, { a: number[]; b: number[]; bStart: string }][] = [
    [{}, { a: [nan, nan], b: [nan, nan, nan], bStart: day(10) }],
    [{ gaps: 'zero' }, { a: [0, nan], b: [nan, nan, nan], bStart: day(10) }],
    [{ closures: 'zero' }, { a: [nan, 0], b: [nan, 0, nan], bStart: day(10) }],
    [
      { lateStart: 'zero', earlyEnd: 'zero' },
      { a: [nan, nan], b: [0, nan, 0], bStart: day(0) },
    ],
  ];
  it.each(rules)('%j', async (given, expected) => {
    const { panel } = await extracted({ rules: given }, [stores(skip)]);
    const a = column(panel, panel.y, 0);
    expect([a[5], a[20]]).toEqual(expected.a);
    expect([a[4], a[6], a[69], a[70]]).toEqual([5, 7, 70, nan]);
    const b = new Map(dates(panel, 1).map((date, k) => [date, column(panel, panel.y, 1)[k]]));
    expect([b.get(day(3)) ?? nan, b.get(day(20)), b.get(day(40))]).toEqual(expected.b);
    expect(dates(panel, 1)[0]).toBe(expected.bStart);
    expect(dates(panel, 1).at(-1)).toBe(day(days + 1));
  });

  it('leave out what has ended where they say so, and say how much that was', async () => {
    const { panel, notes } = await extracted({ rules: { earlyEnd: 'drop' } }, [stores()]);
    expect(panel.keys).toEqual([{ store: 'a' }, { store: 'c' }]);
    expect(notes).toEqual(['1 series left out that have ended']);
    // The total was sold by all, ended or not.
    const total = (await extracted({ rules: { earlyEnd: 'drop' } }, [stores()], { level: 'total' })).panel;
    expect([...total.y.subarray(0, 12)]).toEqual([...Array.from({ length: 10 }, (_, k) => 2 * (k + 1)), 33, 36]);
  });

  it('call a short silence at the end a gap', async () => {
    const rows = stores((store, k) => store === 'b' || (store === 'a' && k > days - 11));
    const { panel } = await extracted({ rules: { gaps: 'zero', earlyEnd: 'drop' } }, [rows]);
    expect(column(panel, panel.y, 0).slice(days - 11, days + 1)).toEqual([60, ...new Array(10).fill(0), nan]);
  });

  it('know no closures of a single series', async () => {
    const rows = stores((store, k) => store !== 'a' || k === 7);
    const { panel } = await extracted({ rules: { closures: 'zero' } }, [rows]);
    expect(column(panel, panel.y, 0)[7]).toBeNaN();
  });
});

describe('known covariates', () => {
  const given = { known: ['price', 'promotion', 'open', 'holiday'], price: 'price', promotion: 'promotion' };
  /** Store a has a plan of three days, b none; rows of b on odd days are missing. */
  const rows = ['a', 'b'].flatMap((store) =>
    Array.from({ length: days + (store === 'a' ? 3 : 0) }, (_, k) => ({
      date: day(k),
      store,
      y: k < days ? 10 : null,
      price: store === 'a' ? 2 + (k >= days ? 0.5 : 0) : 4 + Math.floor(k / 35),
      promotion: store === 'a' && k % 10 === 0 ? 1 : 0,
      open: k % 7 === 6 ? 0 : 1,
      holiday: k === 12 || k === 13 || k === days ? 1 : 0,
    })).filter((_, k) => store === 'a' || k % 2 === 0),
  );

  it('are filled the same way in the past and beyond the plan', async () => {
    const { panel, meta } = await extracted(given, [rows], { horizon: 5 });
    expect(column(panel, panel.known.price, 0).slice(-6)).toEqual([2, 2.5, 2.5, 2.5, 2.5, 2.5]);
    expect(column(panel, panel.known.price, 1).slice(34, 38)).toEqual([4, 4, 5, 5]);
    expect(column(panel, panel.known.promotion, 0).slice(-6)).toEqual([0, 1, 0, 0, 0, 0]);
    expect(column(panel, panel.known.promotion, 1).every((value) => value === 0)).toBe(true);
    // b says nothing on day 13, where a says that it is a holiday; beyond the plan nobody does.
    expect(column(panel, panel.known.holiday, 1).slice(12, 15)).toEqual([1, 1, 0]);
    expect(column(panel, panel.known.holiday, 1).slice(-5)).toEqual([1, 0, 0, 0, 0]);
    expect(column(panel, panel.known.open, 1).slice(-5)).toEqual([1, 1, 1, 1, 1]);
    for (const values of Object.values(panel.known)) expect(values.some(Number.isNaN)).toBe(false);
    expect(meta.filled).toMatchObject({
      price: { rule: 'last', common: false, history: 0.25, horizon: 0.7 },
      promotion: { rule: 'usual', value: 0 },
      open: { rule: 'usual', value: 1, common: true },
      holiday: { rule: 'usual', value: 0, common: true },
    });
    expect(meta).toMatchObject({ price: 'price', promotion: 'promotion' });
  });

  it('of an aggregate are plain means of the parts that are there, whether or not they sold', async () => {
    const late = rows.filter((row) => row.store === 'a' || row.date >= day(20));
    const { panel } = await extracted(given, [late], { level: 'total' });
    const price = panel.known.price as Float64Array;
    expect([price[18], price[20], price[21], price[36]]).toEqual([2, 3, 3, 3.5]);
    expect([panel.known.promotion?.[10], panel.known.promotion?.[30], panel.known.promotion?.[31]]).toEqual([1, 0.5, 0]);
    const year = Array.from({ length: 350 }, (_, k) => ({
      date: day(k),
      store: 'a',
      y: 1,
      price: 2,
      promotion: k % 70 === 0 ? 1 : 0,
      open: k % 7 === 6 ? 0 : 1,
      holiday: 0,
    }));
    const weekly = (await extracted(given, [year], { level: 'total', frequency: 'week' })).panel;
    expect(weekly.known.open?.[1]).toBeCloseTo(6 / 7, 12);
    expect(weekly.known.promotion?.[0]).toBeCloseTo(1 / 7, 12);
  });
});

describe('past covariates', () => {
  const rows = ['a', 'b'].flatMap((store) =>
    Array.from({ length: 350 }, (_, k) => ({
      date: day(k),
      store,
      y: 1,
      visitors: store === 'a' ? k : 100,
      temperature: k / 2,
      rate: store === 'a' ? 0.5 : 1.25,
    })),
  );

  it('are summed where they count something, and averaged otherwise; none is told of the future', async () => {
    const { panel, meta } = await extracted({ past: ['visitors', 'temperature', 'rate'] }, [rows], { level: 'total' });
    expect([...(panel.past.visitors as Float64Array)].slice(0, 3)).toEqual([100, 101, 102]);
    expect([...(panel.past.temperature as Float64Array)].slice(0, 3)).toEqual([0, 0.5, 1]);
    expect(panel.past.rate?.[0]).toBe(0.875);
    for (const values of Object.values(panel.past)) expect([...values.slice(-2)]).toEqual([Number.NaN, Number.NaN]);
    expect(meta.units).toMatchObject({ visitors: 'sum over parts and dates', rate: 'mean over parts and dates' });
    const weekly = (await extracted({ past: ['visitors', 'temperature', 'rate'] }, [rows], { level: 'store', frequency: 'week' })).panel;
    expect(weekly.past.visitors?.[0]).toBe(21);
    expect(weekly.past.temperature?.[0]).toBe(1.5);
  });
});

describe('longer periods', () => {
  it('count with three quarters of the usual coverage: a shop shut on Sundays has whole weeks', async () => {
    const rows = Array.from({ length: days * 6 }, (_, k) => ({ date: day(k), store: 'a', y: 1 })).filter(
      (_, k) => k % 7 !== 6 && !(k >= 70 && k < 72) && !(k >= 140 && k < 143),
    );
    const { panel } = await extracted({}, [rows], { frequency: 'week' });
    expect([panel.y[0], panel.y[10], panel.y[20]]).toEqual([6, Number.NaN, Number.NaN]);
    expect(panel.weekLabel).toBe('start');
    const almost = rows.concat({ date: day(70), store: 'a', y: 1 });
    expect((await extracted({}, [almost], { frequency: 'week' })).panel.y[10]).toBe(5);
  });

  it('of weeks are months by days', async () => {
    const rows = Array.from({ length: 200 }, (_, k) => ({ date: isoDate(parseDay('2022-01-07') + 7 * k), store: 'a', y: 7 }));
    const { panel } = await extracted({ frequency: 'week' }, [rows], { frequency: 'month' });
    const from = parseDay('2022-01-01');
    expect(panel.ds[0]).toBe(from);
    expect([...panel.y.subarray(0, 3)].map((value) => Number(value.toFixed(9)))).toEqual([31, 28, 31]);
  });
});

describe('hierarchies', () => {
  const given = { keys: ['store', 'product'], attributes: { region: 'store', category: 'product', department: 'product' } };
  const products: Record<string, [string, string]> = { p: ['fruit', 'food'], q: ['greens', 'food'], r: ['tools', 'hardware'] };
  const rows = ['a', 'b', 'c'].flatMap((store, s) =>
    Object.entries(products).flatMap(([product, [category, department]], p) =>
      Array.from({ length: days }, (_, k) => ({
        date: day(k),
        store,
        product,
        region: s < 2 ? 'n' : 's',
        category,
        department,
        y: s + 10 * p + 100 * k,
      })),
    ),
  );

  it('keep every attribute that a level tells', async () => {
    const keysAt = async (level: string) => (await extracted(given, [rows], { level })).panel;
    expect((await keysAt('store+product')).keys[0]).toEqual({
      store: 'a',
      product: 'p',
      region: 'n',
      category: 'fruit',
      department: 'food',
    });
    const coarse = await keysAt('region+category');
    expect(coarse.keys[0]).toEqual({ region: 'n', category: 'fruit', department: 'food' });
    expect(coarse.attributes).toEqual({ department: 'category' });
    expect(coarse.y[1]).toBe(100 + 101);
    expect((await keysAt('department')).keys).toEqual([{ department: 'food' }, { department: 'hardware' }]);
    expect((await keysAt('total')).keys).toEqual([{}]);
  });

  it('are the same whichever parts the rows lie in, and in whatever order', async () => {
    const whole = (await extracted(given, [rows])).panel;
    const parts = [rows.filter((_, k) => k % 3 === 0), rows.filter((_, k) => k % 3 === 1).reverse(), rows.filter((_, k) => k % 3 === 2)];
    const split = (await extracted(given, parts)).panel;
    expect({ ...split, ids: [] }).toEqual({ ...whole, ids: [] });
  });
});

describe('what cannot be extracted', () => {
  async function refusal(work: Promise<unknown>): Promise<AlmanacError> {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(AlmanacError);
    return error as AlmanacError;
  }
  const rows = stores();
  const weekly = Array.from({ length: 80 }, (_, k) => ({
    date: isoDate(parseDay('2024-01-05') + 7 * k + (k === 40 ? 1 : 0)),
    store: 'a',
    y: 1,
  }));

  it.each([
    ['level', { level: 'shop' }],
    ['level', { level: 'product+store' }],
    ['horizon', { horizon: 60 }],
    ['dataStartDate', { dataStartDate: day(50) }],
    ['dataStartDate', { dataStartDate: '2030-01-01' }],
    ['dataEndDate', { dataEndDate: day(12) }],
    ['maxFilesToProcess', { maxFilesToProcess: 20 }],
  ])('names %s', async (field, asked) => {
    const error = await refusal(extracted({ keys: ['store'] }, [rows], asked));
    expect([error.code, error.errors.map(({ path }) => path)]).toEqual(['validation_failed', [field]]);
  });

  it('names rows that are out of step, and data without any target', async () => {
    const early = await refusal(extracted({ frequency: 'week' }, [weekly]));
    expect(early).toMatchObject({ code: 'data_invalid', errors: [{ path: expect.stringMatching(/part-00000.parquet, row 41, date$/) }] });
    const months = [
      { date: '2026-01-01', store: 'a', y: 1 },
      ...Array.from({ length: 60 }, (_, k) => ({ date: isoDate(parseDay('2026-01-02') + k), store: 'a', y: 1 })),
    ];
    expect((await refusal(extracted({ frequency: 'month' }, [months]))).code).toMatch(/data_invalid|validation_failed/);
    expect(
      await refusal(
        extracted({}, [stores().map((row) => ({ ...row, y: row.store === 'z' ? 1 : null })), [{ date: day(0), store: 'a', y: 1 }]], {
          dataStartDate: day(1),
        }),
      ),
    ).toMatchObject({
      errors: [{ path: 'dataStartDate' }],
    });
  });

  it('works by the newest N dates', async () => {
    const { panel } = await extracted({}, [rows], { maxFilesToProcess: 45 });
    expect(dates(panel, 0)[0]).toBe(day(days - 45));
    const ended = await extracted({}, [rows], { dataEndDate: day(59) });
    expect(isoDate(ended.panel.origin)).toBe(day(59));
    expect([...ended.panel.y.subarray(60, 62)]).toEqual([Number.NaN, Number.NaN]);
  });
});
