import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as batch from '@/app/api/v1/forecasts/batch/route';
import * as route from '@/app/api/v1/forecasts/route';
import { isoDate } from '@/lib/data/days';
import { forecastList } from '@/lib/forecasts/schema';
import { problem } from '@/lib/http/problem';
import { predictor } from '@/lib/serving/process';
import { onDemandForecast } from '@/lib/serving/schema';
import { call, origin } from '../api/call';
import { createTestDatabase } from '../helpers/postgres';
import { horizon, publishRun, salesPanel, servingFolder } from './published-run';

vi.setConfig({ hookTimeout: 900_000 });

await createTestDatabase();
await servingFolder();

const dataset = 'shop';
const panel = salesPanel();
const dates = Array.from({ length: horizon }, (_, k) => isoDate(panel.origin + 1 + k));
const header = 'series,date,step,mean,lower80,upper80,lower90,upper90,lower95,upper95,error,warning';

beforeAll(() => publishRun('00000000-0000-4000-8000-000000000001', panel, { dataset, models: ['lightgbm', 'seasonal-naive'] }));

function send(body: string | ReadableStream<Uint8Array>, type = 'text/csv', query = '', headers: Record<string, string> = {}) {
  const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': type, ...headers } };
  return batch.POST(new Request(`${origin}/api/v1/forecasts/batch?dataset=${dataset}${query}`, init as RequestInit));
}

async function lines(...request: Parameters<typeof send>): Promise<string[]> {
  const response = await send(...request);
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return text.trimEnd().split('\n');
}

const json = async (body: string, query = '') => (await lines(body, 'application/x-ndjson', query)).map((line) => JSON.parse(line));

describe('a batch', () => {
  it('answers the published points of all series that CSV names, and says of what they are', async () => {
    const { items, forecast } = (
      await call(forecastList, route, 'GET', `/api/v1/forecasts?dataset=${dataset}&level=store%2Bproduct&limit=1000`)
    ).body;
    const ids = [...new Set(items.map(({ series }) => series))];
    const response = await send(`series\r\n${ids.join('\r\n')}\r\n`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('almanac-forecast')).toBe(forecast.id);
    expect(response.headers.get('almanac-origin')).toBe(forecast.origin);
    expect(response.headers.get('almanac-dataset')).toBe('shop version 1');
    expect(response.headers.get('almanac-intervals')).toBe(forecast.intervalMethod);
    expect(response.headers.get('almanac-stale')).toBe('true');
    const [first, ...rows] = (await response.text()).trimEnd().split('\n');
    expect(first).toBe(header);
    expect(rows).toHaveLength(items.length);
    rows.forEach((row, k) => {
      const [series, date, step, ...values] = row.replace(/,$/, '').split(',');
      const item = items[k] as (typeof items)[0];
      expect([series, date, Number(step), values.at(-1)]).toEqual([item.series, item.date, item.step, '']);
      const expected = [item.mean, item.lower80, item.upper80, item.lower90, item.upper90, item.lower95, item.upper95];
      expected.forEach((value, at) => {
        expect(Math.abs(Number(values[at]) - value)).toBeLessThanOrEqual(1e-9 * value);
      });
    });
  });

  it('forecasts what would be, of aggregates too, as POST /api/v1/forecasts does; each series by itself', async () => {
    const future = [
      { series: 'a/p1', date: dates[2], promotion: 1 },
      { series: 'a/p1', date: dates[3], price: 1.15 },
    ];
    const rows = await json(`${future.map((row) => JSON.stringify(row)).join('\n')}\n\n{"series":"shop:store:a"}\n`);
    const ask = async (body: object) =>
      (await call(onDemandForecast, route, 'POST', '/api/v1/forecasts', { body: { dataset, ...body } })).body;
    const [own, store] = await Promise.all([ask({ series: ['a/p1'], future }), ask({ series: ['shop:store:a'] })]);
    const expected = [...own.items, ...store.items].map(({ level: _, intervalMethod: __, ...point }) => point);
    expect(rows).toEqual(expected);
  });

  it('writes the format that is accepted, else that of the body', async () => {
    const typeOf = async (type: string, accept?: string) => {
      const body = type === 'text/csv' ? 'series\na/p1\n' : '{"series":"a/p1"}\n';
      const response = await send(body, type, '&horizon=1', accept === undefined ? {} : { accept });
      await response.text();
      return response.headers.get('content-type')?.split(';')[0];
    };
    expect(await typeOf('text/csv')).toBe('text/csv');
    expect(await typeOf('text/csv', 'application/x-ndjson')).toBe('application/x-ndjson');
    expect(await typeOf('application/jsonl', '*/*')).toBe('application/x-ndjson');
    expect(await typeOf('application/x-ndjson', 'application/json;q=0.9, text/csv;q=0.5')).toBe('text/csv');
    expect(await typeOf('text/csv', 'text/html, application/*;q=0.8')).toBe('application/x-ndjson');
  });

  it('answers a row that is wrong with a row that says why, and goes on', async () => {
    const answer = await lines(
      [
        'date,series,price,promotion',
        `${dates[0]},a/p1,1.1,`, // 2
        ',nobody,,', // 3
        `${dates[0]},"a/p2",cheap,`, // 4
        `${dates[1]},a/p2,1.1,`, // 5: spoilt by the row above
        `${dates[0]},b/p1,1`, // 6
        `${isoDate(panel.origin)},b/p2,1,`, // 7
        ',a/p1,,', // 8
        '', // 9
        `${dates[0]},"a/p/3",,true`, // 10: no such key values
        ',"shop:store+product:a/p%2F3",,', // 11
        ',b/p2,1,', // 12
        ',"a"b,1,', // 13
        `${dates[0]},shop:total,1,`, // 14
        `${dates[0]},shop:total,2,`, // 15
      ].join('\n'),
      'text/csv',
      '&horizon=2',
    );
    const short = answer
      .slice(1)
      .map((line) => (line.endsWith(',,') ? line.split(',').slice(0, 3).join(',') : line.slice(0, -1).replace(/,{2,}/, ' ')));
    expect(short).toEqual([
      `shop:store+product:a/p1,${dates[0]},1`,
      `shop:store+product:a/p1,${dates[1]},2`,
      expect.stringMatching(/^nobody "row 3: series: there is no series nobody/),
      expect.stringMatching(/^a\/p2 "row 4: price: must be a number such as 1.5, or true or false, not cheap"$/),
      'b/p1 row 6: has 3 cells where the header has 4',
      expect.stringMatching(/^b\/p2 "row 7: date: must be within the horizon/),
      'a/p1 row 8: is of a series that has rows above already: all rows of a series must stand together',
      expect.stringMatching(/^a\/p\/3 "row 10: series: there is no series a\/p\/3/),
      `shop:store+product:a/p%2F3,${dates[0]},1`,
      `shop:store+product:a/p%2F3,${dates[1]},2`,
      'b/p2 row 12: date: must say which date the covariates are of',
      ' row 13: has text after a closing quote',
      expect.stringMatching(/^shop:total "?row 15: shop:total has another row for/),
    ]);
    const [broken, list, number, unknown, good] = await json(
      `{"series":\n[1]\n{"series":"a/p1","date":"${dates[0]}","price":"1"}\n{"series":"a/p2","date":"${dates[0]}","prize":1}\n{"series":"b/p1","price":null}`,
      '&horizon=1',
    );
    expect(broken).toMatchObject({ row: 1, error: expect.stringMatching(/is not JSON/) });
    expect(list).toEqual({ row: 2, error: 'must be a JSON object' });
    expect(number).toMatchObject({ series: 'a/p1', row: 3, error: 'price: must be a number, or true or false' });
    expect(unknown).toMatchObject({ series: 'a/p2', row: 4, error: expect.stringMatching(/prize: is no covariate that is known ahead/) });
    expect(good).toMatchObject({ series: 'shop:store+product:b/p1', step: 1 });
  });

  it.each([
    ['', 'text/csv', '', 422, 'body'],
    ['\n\n', 'application/x-ndjson', '', 422, 'body'],
    ['series,date\n\n', 'text/csv', '', 422, 'body'],
    ['store\na', 'text/csv', '', 422, 'header'],
    ['series,prize\na/p1,1', 'text/csv', '', 422, 'header'],
    ['series,price,price\n', 'text/csv', '', 422, 'header'],
    ['series\na/p1', 'application/json', '', 415, 'content-type'],
    ['series\na/p1', 'text/csv', '&horizon=15', 422, 'horizon'],
    ['series\na/p1', 'text/csv', '&level=region', 404, 'level'],
    ['series\na/p1', 'text/csv', '&maxAgeDays=1', 409, 'maxAgeDays'],
    ['series\na/p1', 'text/csv', '&limit=1', 422, 'limit'],
  ])('is refused as a whole before it begins: %j as %s with %j', async (body, type, query, status, path) => {
    const response = await send(body, type, query);
    const { errors } = problem.parse(await response.json());
    expect([response.status, errors[0]?.path]).toEqual([status, path]);
  });

  it('answers in the order of the rows, and tells series whose rows do not stand together whether the first were right or wrong', async () => {
    const rows = await json(
      [
        '{"series":"a/p1"}',
        '{"seri',
        `{"series":"a/p1","date":"${dates[0]}","promotion":1}`,
        `{"series":"a/p2","date":"${dates[0]}","price":"cheap"}`,
        `{"series":"b/p1","date":"${isoDate(panel.origin)}","price":1}`,
        '{"series":"nobody"}',
        '{"series":"b/p2"}',
        ...['a/p1', 'a/p2', 'b/p1', 'nobody', 'b/p2'].map((series) => JSON.stringify({ series })),
      ].join('\n'),
      '&horizon=1',
    );
    const apart = (series: string, row: number) => [series, row, expect.stringMatching(/rows above already/)];
    expect(rows.map(({ series, row, step, error }) => [series, row ?? step, error])).toEqual([
      ['shop:store+product:a/p1', 1, undefined],
      [undefined, 2, expect.stringMatching(/is not JSON/)],
      ['a/p2', 4, expect.stringMatching(/price/)],
      ['b/p1', 5, expect.stringMatching(/date/)],
      ['nobody', 6, expect.stringMatching(/no series/)],
      ['shop:store+product:b/p2', 1, undefined],
      ...[apart('a/p1', 8), apart('a/p2', 9), apart('b/p1', 10), apart('nobody', 11), apart('b/p2', 12)],
    ]);
  });

  it('answers rows that are not UTF-8, are nested beyond reason, or have values that no model holds with what is wrong, and goes on', async () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    const ndjson = [
      '{"series":"a/p1","price":"K\xf8ge"}',
      '{"series":"K\xf8ge"}',
      `{"series":"a/p2","date":"${dates[0]}","price":${deep}}`,
      `{"series":${deep}}`,
      `{"series":"a/p%2F3","date":"${dates[0]}","price":1e39}`,
      `{"series":"b/p1","date":"${dates[0]}","price":1e999}`,
      `{"series":"b/p2","date":"${dates[0]}","__proto__":1}`,
      '{"series":"shop:store:a"}',
    ].join('\n');
    const response = await send(Buffer.from(ndjson, 'latin1') as unknown as string, 'application/x-ndjson', '&horizon=1');
    const rows = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map(({ series, error }) => [series, error])).toEqual([
      ['a/p1', 'is not UTF-8'],
      [undefined, 'is not UTF-8'],
      ['a/p2', 'price: must be a number, or true or false'],
      [undefined, 'series: must be a text'],
      ['a/p%2F3', expect.stringMatching(/^price: must be a number within 3.4e38/)],
      ['b/p1', expect.stringMatching(/^price: must be a number within 3.4e38/)],
      ['b/p2', expect.stringMatching(/^__proto__: is no covariate/)],
      ['shop:store:a', undefined],
    ]);
    const csv = Buffer.from(`series,date,price\na/p1,${dates[0]},\xff\nb/p\xe9,,\na/p2,,\n`, 'latin1') as unknown as string;
    const answer = (await (await send(csv, 'text/csv', '&horizon=1')).text()).trimEnd().split('\n').slice(1);
    expect(answer).toEqual([
      'a/p1,,,,,,,,,,row 2: is not UTF-8,',
      ',,,,,,,,,,row 3: is not UTF-8,',
      expect.stringMatching(/^shop:store\+product:a\/p2,/),
    ]);
    const header = await send(Buffer.from('s\xe9ries\na/p1\n', 'latin1') as unknown as string);
    expect(problem.parse(await header.json()).errors).toEqual([{ path: 'header', message: 'is not UTF-8' }]);
  });

  it('repeats no name that is too long to read', async () => {
    const [row] = await json(JSON.stringify({ series: 'n'.repeat(60_000) }));
    expect(row.series).toBe(`${'n'.repeat(199)}…`);
    expect(row.error.length).toBeLessThan(500);
  });

  it('warns, in the first row of a series, of what is far from all that was seen', async () => {
    const rows = await json(`{"series":"a/p1","date":"${dates[1]}","price":90}\n{"series":"a/p2"}`, '&horizon=2');
    expect(rows.map(({ warning }) => warning)).toEqual([
      expect.stringMatching(new RegExp(`^price: 90 on ${dates[1]} is far from what was seen, 0\\.8.* to 1\\.`)),
      ...[undefined, undefined, undefined],
    ]);
    const [, first, second] = await lines(`series,date,price\na/p1,${dates[1]},90\n`, 'text/csv', '&horizon=2');
    expect(first).toMatch(/,,"price: 90 on .*"$/);
    expect(second).toMatch(/,,$/);
  });

  it('refuses a client that accepts neither format', async () => {
    expect((await send('series\na/p1', 'text/csv', '', { accept: 'image/png' })).status).toBe(415);
  });
});

describe('streaming', () => {
  /** Names in turn, a level above among them, so that no series comes twice in a row. */
  const some = (count: number) => Array.from({ length: count }, (_, k) => `{"series":"nobody ${k}"}\n`).join('');

  it('begins to answer before all was sent, and keeps sending clients waiting for nobody', async () => {
    const encoder = new TextEncoder();
    let sender: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        sender = controller;
      },
    });
    sender?.enqueue(encoder.encode(`{"series":"a/p1"}\n${some(200)}`));
    const response = await send(body, 'application/x-ndjson', '&horizon=1');
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const first = new TextDecoder().decode((await reader.read()).value);
    expect(first).toMatch(/^\{"series":"shop:store\+product:a\/p1"/);
    // All of it is received although nothing more of the answer is read.
    for (let k = 0; k < 40; k++) sender?.enqueue(encoder.encode(some(5000)));
    sender?.close();
    let rows = first.split('\n').length - 1;
    for (let next = await reader.read(); !next.done; next = await reader.read())
      rows += new TextDecoder().decode(next.value).split('\n').length - 1;
    expect(rows).toBe(1 + 200 + 40 * 5000);
  });

  it('lets go when its client leaves, and takes so many at a time', async () => {
    const endless = () =>
      new ReadableStream<Uint8Array>(
        { pull: (controller) => controller.enqueue(new TextEncoder().encode(some(100))) },
        { highWaterMark: 0 },
      );
    const open = await Promise.all([1, 2, 3, 4].map(() => send(endless(), 'application/x-ndjson')));
    expect(open.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const fifth = await send('series\na/p1');
    expect([fifth.status, fifth.headers.get('retry-after')]).toEqual([429, '5']);
    await Promise.all(open.map((response) => response.body?.cancel()));
    await vi.waitFor(async () => expect((await send('series\na/p1', 'text/csv', '&horizon=1')).status).toBe(200));
  });

  it('goes on over a crash of the predictor', async () => {
    const rows = Array.from({ length: 3000 }, (_, k) => `{"series":"nobody ${k}"}\n`).join('');
    const response = await send(`${rows}{"series":"a/p1"}\n`, 'application/x-ndjson', '&horizon=1');
    process.kill((predictor().state as { pid: number }).pid, 'SIGKILL');
    const answer = (await response.text()).trimEnd().split('\n');
    expect(answer).toHaveLength(3001);
    expect(answer.at(-1)).toMatch(/"series":"shop:store\+product:a\/p1".*"mean"/);
  });
});
