import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { getSchedule, updateSchedule } from '@/lib/pipeline-runs/schedule';
import { schedule, scheduleUpdate } from '@/lib/pipeline-runs/schedule-schema';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/schedules/train-sales-forecast', {
  GET: route({
    operation: 'getSchedule',
    summary: 'When the training pipeline runs by itself',
    tags: ['schedules'],
    response: schedule,
    handler: getSchedule,
  }),
  PATCH: route({
    operation: 'updateSchedule',
    summary: 'Pause or resume the schedule, change its times, or the parameters of its runs',
    description: 'Without a time zone, a new cron keeps the present one; a null cron gives the times back to ALMANAC_SCHEDULE.',
    tags: ['schedules'],
    body: scheduleUpdate,
    response: schedule,
    handler: ({ body }) => updateSchedule(body),
  }),
});
