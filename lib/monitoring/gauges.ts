import { Gauge, type Registry } from 'prom-client';
import { logger } from '@/lib/logger';
import { livingWorkers, queueDepth } from './engine';

/** Asks the database at each scrape. Where that fails the gauge has no value, and the process's own figures still come. */
async function collectInto<Labels extends string>(gauge: Gauge<Labels>, collect: () => Promise<void>): Promise<void> {
  gauge.reset();
  await collect().catch((error: unknown) => {
    gauge.remove();
    logger.warn({ err: error }, 'the engine could not be measured');
  });
}

/** The embedded engine's queue and workers. */
export function engineGauges(registry: Registry): void {
  const queue: Gauge<'state'> = new Gauge({
    name: 'almanac_engine_queue',
    help: 'Jobs of the embedded engine by state, and events in the outbox.',
    labelNames: ['state'],
    registers: [registry],
    collect: () =>
      collectInto(queue, async () => {
        for (const [state, count] of Object.entries(await queueDepth())) queue.set({ state }, count);
      }),
  });
  const workers: Gauge = new Gauge({
    name: 'almanac_engine_workers',
    help: 'Workers of the embedded engine that were heard of lately.',
    registers: [registry],
    collect: () =>
      collectInto(workers, async () => {
        workers.set(await livingWorkers());
      }),
  });
}
