import { z } from 'zod';
import { requestedParameters } from '@/lib/pipeline/parameters';
import { cronProblem, timeZoneProblem } from './cron';

const time = z.iso.datetime();
const cron = z.string().describe('Five fields: minute, hour, day of month, month, weekday');
const timeZone = z.string().describe('IANA name, such as Europe/Paris');

/** When the pipeline runs by itself. `cron` is five fields in `timeZone`. */
export const schedule = z.strictObject({
  cron,
  timeZone,
  edited: z.boolean().describe('Whether cron and time zone were chosen here; else they are those of ALMANAC_SCHEDULE'),
  paused: z.boolean(),
  parameters: requestedParameters,
  nextRunAt: time.nullable().describe('Null while paused'),
  nextRuns: z.array(time).describe('The next five times; none while paused'),
  lastTickAt: time.nullable(),
});
export type Schedule = z.infer<typeof schedule>;

/** What may be changed while the system runs. A null cron gives the schedule back to ALMANAC_SCHEDULE. */
export const scheduleUpdate = z.strictObject({
  paused: z.boolean().optional(),
  parameters: requestedParameters.optional(),
  cron: cron.nullable().optional().superRefine(saidBy(cronProblem)),
  timeZone: timeZone.optional().superRefine(saidBy(timeZoneProblem)),
});
export type ScheduleUpdate = z.infer<typeof scheduleUpdate>;

/** The check of a value that may be left out, in the words of what finds fault with it. */
function saidBy(problemOf: (text: string) => string | undefined) {
  return (value: string | null | undefined, context: z.RefinementCtx) => {
    const message = value === null || value === undefined ? undefined : problemOf(value);
    if (message) context.addIssue({ code: 'custom', message });
  };
}
