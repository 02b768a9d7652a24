import { createHash } from 'node:crypto';
import { Cron } from 'croner';
import { db } from '@/lib/db';
import { env } from '@/lib/env';
import { AlmanacError } from '@/lib/errors';
import { type PipelineParameters, pipelineParameters, requestedParameters } from '@/lib/pipeline/parameters';
import { newestTick, nextRuns } from './cron';
import { resolveParameters } from './preflight';
import type { Schedule, ScheduleUpdate } from './schedule-schema';
import type { PipelineRun } from './schema';
import { createPipelineRun } from './service';

const functionId = 'train-sales-forecast';

/** Splits a cron as Inngest writes it (`TZ=Europe/Paris 0 6 * * 1`) into its fields and its time zone (UTC unless given). */
export function parseCron(text: string): { cron: string; timeZone: string } {
  const match = /^(?:TZ=(\S+)\s+)?(.+)$/.exec(text.trim());
  const cron = match?.[2] ?? '';
  const timeZone = match?.[1] ?? 'UTC';
  try {
    new Cron(cron, { timezone: timeZone, mode: '5-part' }).nextRun();
  } catch (error) {
    throw new Error(`"${text}" is not a cron expression such as "TZ=UTC 0 6 * * 1" (minute, hour, day, month, weekday).`, { cause: error });
  }
  return { cron, timeZone };
}

/** The schedule's row: made of ALMANAC_SCHEDULE, and following it until people choose otherwise. */
async function row() {
  const { cron, timeZone } = parseCron(env().ALMANAC_SCHEDULE);
  const found = await db().schedule.findUnique({ where: { functionId } });
  if (found && (found.edited || (found.cron === cron && found.timeZone === timeZone))) return found;
  return db().schedule.upsert({
    where: { functionId },
    create: { functionId, cron, timeZone, parameters: {} },
    update: { cron, timeZone, effectiveSince: new Date() },
  });
}

/** When the pipeline runs by itself: the next times, and with which parameters. */
export async function getSchedule(): Promise<Schedule> {
  const { cron, timeZone, edited, paused, parameters, lastTickAt } = await row();
  const next = paused ? [] : nextRuns(cron, timeZone, 5).map((time) => time.toISOString());
  return {
    cron,
    timeZone,
    edited,
    paused,
    parameters: requestedParameters.parse(parameters),
    nextRunAt: next[0] ?? null,
    nextRuns: next,
    lastTickAt: lastTickAt?.toISOString() ?? null,
  };
}

/** @throws AlmanacError `validation_failed` naming a parameter that the dataset does not bear, see `resolveParameters` */
export async function updateSchedule({ cron, timeZone, paused, parameters }: ScheduleUpdate): Promise<Schedule> {
  if (parameters) await resolveParameters(parameters, 'parameters');
  const before = await row();
  const given = cron === null ? { ...parseCron(env().ALMANAC_SCHEDULE), edited: false } : undefined;
  const chosen = cron || timeZone ? { cron: cron ?? before.cron, timeZone: timeZone ?? before.timeZone, edited: true } : undefined;
  const times = given ?? chosen;
  const anew = times || (paused === false && before.paused);
  await db().schedule.update({
    where: { functionId },
    data: {
      ...times,
      ...(paused !== undefined && { paused }),
      ...(parameters && { parameters }),
      ...(anew && { effectiveSince: new Date() }),
    },
  });
  return getSchedule();
}

/**
 * Queues the run of the newest tick that is due and was not seen to, if any: of several missed while nothing ran, only the newest
 * is made up for. A tick whose forerunner still waits for its turn is let go, so that a busy queue does not grow by itself.
 */
export async function runDueTick(now = new Date()): Promise<PipelineRun | null> {
  const { cron, timeZone, paused, parameters, effectiveSince, lastTickAt } = await row();
  if (paused) return null;
  const tick = newestTick(cron, timeZone, lastTickAt && lastTickAt > effectiveSince ? lastTickAt : effectiveSince, now);
  if (!tick) return null;
  const { dataset } = requestedParameters.parse(parameters);
  const waiting = await db().pipelineRun.count({ where: { dataset, trigger: 'cron', status: 'queued', id: { not: runIdOfTick(tick) } } });
  if (waiting === 0) return runScheduled(tick);
  await db().schedule.update({ where: { functionId }, data: { lastTickAt: tick } });
  return null;
}

/** The same run id for the same tick, whoever computes it: a name-based UUID (RFC 9562, version 5). */
export function runIdOfTick(tick: Date): string {
  const namespace = Buffer.from('6ba7b8129dad11d180b400c04fd430c8', 'hex');
  const hash = createHash('sha1').update(namespace).update(`${functionId}:${tick.toISOString()}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * Queues the run that a tick of the schedule asks for; nothing while paused. Crons count in minutes, so the tick is cut to its
 * minute, and a repeat of the same tick answers with the same run.
 */
export async function runScheduled(at: Date): Promise<PipelineRun | null> {
  const tick = new Date(Math.floor(at.getTime() / 60_000) * 60_000);
  const schedule = await row();
  if (schedule.paused) return null;
  const parameters = await parametersAt(schedule.parameters);
  const run = await createPipelineRun({ parameters, trigger: 'cron', id: runIdOfTick(tick) });
  await db().schedule.update({ where: { functionId }, data: { lastTickAt: tick } });
  return run;
}

/** What the dataset makes of the schedule's parameters now. Where they do not fit it any more, the run itself shall say so, for all to see. */
async function parametersAt(stored: unknown): Promise<PipelineParameters> {
  const requested = requestedParameters.parse(stored);
  try {
    return await resolveParameters(requested);
  } catch (error) {
    if (error instanceof AlmanacError && error.code === 'validation_failed') return pipelineParameters.parse(requested);
    throw error;
  }
}
