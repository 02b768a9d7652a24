import { cron } from 'inngest';
import { env } from '@/lib/env';
import { runScheduled } from '@/lib/pipeline-runs/schedule';
import { inngest } from '../client';

/** Queues a training run at each tick of ALMANAC_SCHEDULE, unless the schedule is paused. */
export const scheduleTraining = inngest.createFunction(
  { id: 'schedule-training', name: 'Schedule training', triggers: [cron(env().ALMANAC_SCHEDULE)] },
  async ({ event, step }) => {
    const run = await step.run('queue-run', () => runScheduled(new Date(event.ts ?? Date.now())));
    return { runId: run?.id ?? null };
  },
);
