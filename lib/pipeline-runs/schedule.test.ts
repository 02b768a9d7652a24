import { expect, test } from 'vitest';
import { createTestDatabase } from '@/tests/helpers/postgres';
import { getSchedule, parseCron, runDueTick, runIdOfTick, runScheduled, updateSchedule } from './schedule';
import { cancelPipelineRun, getPipelineRun, listPipelineRuns } from './service';

await createTestDatabase();

test('a cron may name its time zone; nonsense is refused', () => {
  expect(parseCron('TZ=Europe/Paris 0 6 * * 1')).toEqual({ cron: '0 6 * * 1', timeZone: 'Europe/Paris' });
  expect(parseCron('30 5 * * *')).toEqual({ cron: '30 5 * * *', timeZone: 'UTC' });
  expect(() => parseCron('every monday')).toThrow('"every monday" is not a cron expression');
  expect(() => parseCron('TZ=Nowhere/Land 0 6 * * 1')).toThrow('is not a cron expression');
});

test('a tick has one run, whoever computes its id and however often it comes', async () => {
  const tick = new Date('2026-11-23T06:00:00Z');
  expect(runIdOfTick(tick)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(runIdOfTick(tick)).toBe(runIdOfTick(new Date(tick)));
  await updateSchedule({ parameters: (await getSchedule()).parameters, paused: false });
  const [first, second] = await Promise.all([runScheduled(tick), runScheduled(new Date(tick.getTime() + 20_000))]);
  expect(first?.id).toBe(runIdOfTick(tick));
  expect(second?.id).toBe(first?.id);
  expect(await getPipelineRun(first?.id ?? '')).toMatchObject({ trigger: 'cron', status: 'queued' });
  expect((await getSchedule()).lastTickAt).toBe(tick.toISOString());
});

test('a paused schedule queues nothing and names no next run', async () => {
  expect((await updateSchedule({ paused: true })).nextRunAt).toBeNull();
  expect(await runScheduled(new Date('2026-11-30T06:00:00Z'))).toBeNull();
  expect((await listPipelineRuns()).items).toHaveLength(1);
  expect((await updateSchedule({ paused: false })).nextRunAt).toMatch(/T06:00:00.000Z$/);
});

test('its times are changed while everything runs, and given back to the environment', async () => {
  const edited = await updateSchedule({ cron: '30 5 * * *', timeZone: 'Europe/Paris' });
  expect(edited).toMatchObject({ cron: '30 5 * * *', timeZone: 'Europe/Paris', edited: true });
  expect(edited.nextRuns).toHaveLength(5);
  expect(edited.nextRuns[0]).toBe(edited.nextRunAt);
  expect(await updateSchedule({ timeZone: 'UTC' })).toMatchObject({ cron: '30 5 * * *', timeZone: 'UTC' });
  expect(await getSchedule()).toMatchObject({ cron: '30 5 * * *', edited: true });
  expect(await updateSchedule({ cron: null })).toMatchObject({ cron: '0 6 * * 1', timeZone: 'UTC', edited: false });
});

test('the newest tick since it was made, changed or resumed is made up for once; none where one still waits', async () => {
  await updateSchedule({ cron: '0 6 * * *', timeZone: 'UTC' });
  const day = 86_400_000;
  const [next] = (await getSchedule()).nextRuns.map((time) => new Date(time));
  const at = (days: number) => new Date((next as Date).getTime() + days * day + 60_000);
  expect(await runDueTick(new Date())).toBeNull();
  const waiting = (await listPipelineRuns({ status: 'queued', trigger: 'cron' })).items;
  for (const run of waiting) await cancelPipelineRun(run.id);
  const run = await runDueTick(at(2));
  expect(run?.id).toBe(runIdOfTick(new Date((next as Date).getTime() + 2 * day)));
  expect(await runDueTick(at(2))).toBeNull();
  expect(await runDueTick(at(3))).toBeNull();
  await cancelPipelineRun(run?.id ?? '');
  expect((await runDueTick(at(4)))?.status).toBe('queued');
  await updateSchedule({ paused: true });
  expect(await runDueTick(at(9))).toBeNull();
});
