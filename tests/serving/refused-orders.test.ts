import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as route from '@/app/api/v1/forecasts/route';
import { isoDate } from '@/lib/data/days';
import { refused } from '../api/call';
import { createTestDatabase } from '../helpers/postgres';
import { horizon, publishRun, salesPanel, servingFolder } from './published-run';

vi.setConfig({ hookTimeout: 900_000 });

await createTestDatabase();
await servingFolder();

const dataset = 'shop';
const panel = salesPanel();
const dates = Array.from({ length: horizon }, (_, k) => isoDate(panel.origin + 1 + k));
const refuse = (body: object) => refused(route, 'POST', '/api/v1/forecasts', { body: { dataset, ...body } });

beforeAll(() => publishRun('00000000-0000-4000-8000-000000000001', panel, { dataset, models: ['lightgbm', 'seasonal-naive'] }));

describe('what is refused', () => {
  const row = (changes: object) => ({ series: ['a/p1'], future: [{ series: 'a/p1', date: dates[0], promotion: 1, ...changes }] });
  it.each([
    ['an unknown series', { series: ['a/p1', 'a/p9'] }, 404, ['series.1'], /no series a\/p9.*GET \/api\/v1\/series/],
    ['an unknown dataset', { series: ['a/p1'], dataset: 'nobody' }, 404, ['dataset'], /no dataset nobody/],
    ['a level that was not published', { series: ['x'], level: 'region' }, 404, ['level'], /region/],
    ['an id of another level than asked for', { series: ['shop:store:a'], level: 'total' }, 422, ['series.0'], /is of level store/],
    ['a horizon beyond what was trained', { series: ['a/p1'], horizon: 15 }, 422, ['horizon'], /at most 14/],
    ['no series', { series: [] }, 422, ['series'], /at least one/],
    ['too many points', { series: Array.from({ length: 501 }, () => 'a/p1') }, 422, ['series'], /batch/],
    ['a covariate that nobody knows', row({ prize: 1 }), 422, ['future.0.prize'], /closed_share, price, promotion, weather_index/],
    ['a covariate known only afterwards', row({ visitors: 1 }), 422, ['future.0.visitors'], /known only after the fact/],
    [
      'a date before the horizon',
      row({ date: isoDate(panel.origin) }),
      422,
      ['future.0.date'],
      new RegExp(`${dates[0]} to ${dates.at(-1)}`),
    ],
    ['a date after it', row({ date: isoDate(panel.origin + horizon + 1) }), 422, ['future.0.date'], /within the horizon/],
    ['what is no date', row({ date: '2026-02-30' }), 422, ['future.0.date'], /2026-01-31/],
    ['what is no number', row({ promotion: 'yes' }), 422, ['future.0.promotion'], /number/],
    ['an override of another series', row({ series: 'b/p1' }), 422, ['future.0.series'], /none of the series asked for/],
    ['an override of no series', row({ series: 'zz' }), 404, ['future.0.series'], /no series zz/],
    ['a row that changes nothing', { series: ['a/p1'], future: [{ series: 'a/p1', date: dates[0] }] }, 422, ['future.0'], /no covariate/],
    ['a forecast older than wanted', { series: ['a/p1'], maxAgeDays: 30 }, 409, ['maxAgeDays'], /is exceeded/],
    [
      'an unknown field within a row',
      JSON.parse(`{"series":["a/p1"],"future":[{"series":"a/p1","date":"${dates[0]}","promotion":1,"__proto__":1}]}`),
      422,
      ['future.0.__proto__'],
      /not known/,
    ],
    ['what no booster holds', { ...row({ price: 1e39 }), explain: true }, 422, ['future.0.price'], /3\.4e38/],
    ['a share above 1', row({ closed_share: 1.5 }), 422, ['future.0.closed_share'], /within 0 to 1/],
    ['a promotion below 0', row({ promotion: -0.1 }), 422, ['future.0.promotion'], /within 0 to 1/],
    ['a price of nothing', row({ price: 0 }), 422, ['future.0.price'], /above 0/],
    [
      'the same series twice',
      { series: ['a/p1', 'b/p1', 'shop:store+product:a/p1'] },
      422,
      ['series.2'],
      /which series\.0 asks for already/,
    ],
    [
      'a part by the key values of another level',
      { ...row({ series: 'a' }), level: 'total', series: ['total'] },
      404,
      ['future.0.series'],
      /by its whole id it is shop:store:a$/,
    ],
    ['a name beyond reading', { series: ['n'.repeat(5000)] }, 404, ['series.0'], /no series n{199}… in/],
    ['an id of a level beyond reading', { series: [`shop:${'n'.repeat(5000)}:a`] }, 404, ['series.0'], /no series shop:n+… in/],
    ['an unknown field', { series: ['a/p1'], futures: [] }, 422, ['futures'], /not known/],
  ])('%s', async (_, body, status, paths, message) => {
    const answer = await refuse(body);
    expect(answer.status).toBe(status);
    expect(answer.paths).toEqual(paths);
    expect(answer.body.detail).toMatch(message);
  });

  it('names everything that is wrong at once', async () => {
    const { paths } = await refuse({ series: ['a/p1'], future: [row({ x: 1 }).future[0], row({ date: '2031-01-01' }).future[0]] });
    expect(paths).toEqual(['future.0.x', 'future.1.date']);
    expect((await refuse({ series: ['a/p1'], future: [row({}).future[0], row({}).future[0]] })).paths).toEqual(['future.1']);
  });
});
