import { beforeAll, describe, expect, it } from 'vitest';
import { isoDate, parseDay } from '@/lib/data/days';
import { panelFromRows } from '@/lib/data/panel-from-frame';
import { db } from '@/lib/db';
import { createTestDatabase } from '@/tests/helpers/postgres';
import { publishSeries } from './publish-series';
import { seriesHistory } from './series';

await createTestDatabase();
const dataset = 'shops';
const first = parseDay('2026-01-05');

/** Shops `a` and `b`: day `k` sells `k` (times ten in b), shifted by `raise`. */
function days(from: number, to: number, raise = 0, shops = ['a', 'b']) {
  const rows = shops.flatMap((shop, s) =>
    Array.from({ length: to - from + 1 }, (_, k) => ({
      unique_id: shop,
      shop,
      ds: isoDate(first + from + k),
      y: (from + k) * 10 ** s + raise,
    })),
  );
  return panelFromRows(rows, { frequency: 'day', horizon: 3, keys: ['shop'] });
}

const publish = (panel: ReturnType<typeof days>) => publishSeries({ dataset, level: 'shop', panel });
const stored = async (shop = 'a') => {
  const { series, items } = await seriesHistory(`${dataset}:shop:${shop}`);
  return { ...series, values: items.map(({ y }) => y) };
};

beforeAll(async () => {
  const version = {
    version: 1,
    uri: '',
    fingerprint: 'f',
    rowCount: 1,
    firstDate: new Date(isoDate(first)),
    lastDate: new Date(isoDate(first + 20)),
  };
  await db().dataset.create({ data: { name: dataset, kind: 'imported', versions: { create: version } } });
});

describe('publishSeries', () => {
  it('writes a history up to the origin, and replaces it by a longer one', async () => {
    await publish(days(0, 4));
    expect(await stored()).toMatchObject({ firstDate: '2026-01-05', lastDate: '2026-01-09', values: [0, 1, 2, 3, 4], keys: { shop: 'a' } });
    await publish(days(0, 6, 100));
    expect((await stored('b')).values).toEqual([100, 110, 120, 130, 140, 150, 160]);
  });

  it('keeps what a run over a shorter span did not read', async () => {
    await publish(days(3, 5, 500));
    expect(await stored()).toMatchObject({ firstDate: '2026-01-05', lastDate: '2026-01-11', values: [100, 101, 102, 503, 504, 505, 106] });
  });

  it('forgets what a newer version of the dataset no longer has', async () => {
    const version = {
      dataset,
      version: 2,
      uri: '',
      fingerprint: 'g',
      rowCount: 1,
      firstDate: new Date('2026-01-06'),
      lastDate: new Date('2026-01-10'),
    };
    await db().datasetVersion.create({ data: version });
    await publish(days(2, 4, 700));
    expect(await stored()).toMatchObject({ firstDate: '2026-01-06', lastDate: '2026-01-10', values: [101, 702, 703, 704, 505] });
  });

  it('prefers days to weeks, whichever comes first', async () => {
    const weekly = panelFromRows(
      [0, 7, 14].map((k) => ({ unique_id: 'a', shop: 'a', ds: isoDate(first + k), y: k })),
      { frequency: 'week', horizon: 1, keys: ['shop'] },
    );
    const before = await stored();
    await publishSeries({ dataset, level: 'shop', panel: weekly });
    expect(await stored()).toEqual(before);
    await publishSeries({ dataset, level: 'c', panel: { ...weekly, keys: [{ c: 'x' }] } });
    expect(await seriesHistory(`${dataset}:c:x`)).toMatchObject({ series: { frequency: 'week' }, items: [{ date: '2026-01-05' }, {}, {}] });
    await publishSeries({ dataset, level: 'c', panel: { ...days(1, 2, 0, ['a']), keys: [{ c: 'x' }] } });
    expect(await seriesHistory(`${dataset}:c:x`)).toMatchObject({
      series: { frequency: 'day', firstDate: '2026-01-06', lastDate: '2026-01-07' },
    });
  });

  it('writes as many as there are, batch by batch', async () => {
    const shops = Array.from({ length: 700 }, (_, k) => `s${String(k).padStart(3, '0')}`);
    const rows = shops.flatMap((shop, s) =>
      Array.from({ length: 400 }, (_, k) => ({ unique_id: shop, shop, ds: isoDate(first + k), y: s + k })),
    );
    await publish(panelFromRows(rows, { frequency: 'day', horizon: 1, keys: ['shop'] }));
    expect(await db().series.count({ where: { dataset, id: { startsWith: `${dataset}:shop:s` } } })).toBe(700);
    for (const s of [0, 350, 699]) expect((await stored(shops[s])).values).toEqual(Array.from({ length: 400 }, (_, k) => s + k));
  });
});
