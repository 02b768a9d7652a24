import { expect, test } from 'vitest';
import { engineHarness } from '../helpers/engine';
import { createTestDatabase } from '../helpers/postgres';

const { url } = await createTestDatabase();
const { client, pool, start, ended, until, count } = engineHarness(url);

test('each tick of a cron starts one run, however many workers look', async () => {
  const ticks: number[] = [];
  const everySecond = client.createFunction({ id: 'second', triggers: [{ cron: 'TZ=Europe/Paris * * * * * *' }] }, async ({ event }) => {
    ticks.push(event.ts ?? 0);
  });
  const workers = [await start([everySecond]), await start([everySecond])];
  await until(async () => ticks.length >= 3 || undefined);
  await Promise.all(workers.map((worker) => worker.stop()));
  expect(new Set(ticks).size).toBe(ticks.length);
  expect(ticks.every((tick) => tick % 1000 === 0)).toBe(true);
});

test('of ticks missed while nothing ran, the newest is made up for', async () => {
  const ticks: string[] = [];
  const yearly = client.createFunction({ id: 'yearly', triggers: [{ cron: 'TZ=UTC 0 6 1 1 *' }] }, async ({ event }) => {
    ticks.push(new Date(event.ts ?? 0).toISOString());
  });
  const first = await start([yearly]);
  await until(async () => (await count("SELECT count(*) FROM engine_crons WHERE function_id = 'test-yearly'")) === 1 || undefined);
  await first.stop();
  expect(ticks).toEqual([]); // a cron that is new has not missed anything
  await pool.query("UPDATE engine_crons SET last_tick_at = now() - interval '5 years' WHERE function_id = 'test-yearly'");
  const second = await start([yearly]);
  await ended('yearly');
  await second.stop();
  expect(ticks).toEqual([`${new Date().getUTCFullYear()}-01-01T06:00:00.000Z`]);
});
