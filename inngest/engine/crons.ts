import { Cron } from 'croner';
import type { Pool } from 'pg';
import type { Definition } from './definitions';
import { type Definitions, startRun } from './runs';
import { inTransaction, locks } from './transaction';

/** An Inngest cron: five or six fields, after an optional `TZ=` and time zone. */
function parse(text: string): Cron {
  const match = /^(?:TZ=(\S+)\s+)?(.+)$/.exec(text.trim());
  return new Cron(match?.[2] ?? '', { timezone: match?.[1] ?? 'UTC', mode: '5-or-6-parts' });
}

/** @throws Error when a function's cron cannot be parsed. */
export function checkCrons(definitions: Definitions): void {
  for (const { id, crons } of definitions.values()) {
    for (const text of crons) {
      try {
        parse(text);
      } catch (error) {
        throw new Error(`Function ${id} has the cron "${text}", which cannot be parsed: ${(error as Error).message}`, { cause: error });
      }
    }
  }
}

/** The newest tick after `last` that is not after `now`: of several missed while nothing ran, only the newest is made up for. */
function dueTick(cron: Cron, last: Date, now: Date): Date | undefined {
  let tick = cron.nextRun(last);
  if (!tick || tick > now) return undefined;
  const [newest] = cron.previousRuns(1, new Date(now.getTime() + 1));
  if (newest && newest > tick) tick = newest;
  return tick;
}

/**
 * Starts a run for each cron that is due: once per tick, however many workers look.
 * @returns milliseconds until the next tick, at most `most`.
 */
export async function tickCrons(pool: Pool, definitions: Definitions, most: number): Promise<number> {
  const scheduled = [...definitions.values()].filter(({ crons }) => crons.length > 0);
  if (scheduled.length === 0) return most;
  return inTransaction(pool, async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [locks.cron]);
    const { rows } = await tx.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    const now = rows[0]?.now ?? new Date();
    let wait = most;
    for (const definition of scheduled) {
      for (const text of definition.crons) {
        const cron = parse(text);
        const last = await lastTick(definition, text);
        const tick = dueTick(cron, last, now);
        if (tick) {
          await startRun(tx, definition, {
            id: `cron:${definition.id}:${text}:${tick.toISOString()}`,
            name: 'inngest/scheduled.timer',
            ts: tick.getTime(),
            data: { cron: text },
          });
          await tx.query('UPDATE engine_crons SET last_tick_at = $3 WHERE function_id = $1 AND cron = $2', [definition.id, text, tick]);
        }
        const next = cron.nextRun(tick ?? now);
        if (next) wait = Math.min(wait, Math.max(0, next.getTime() - now.getTime()));
      }
    }
    return wait;

    /** When the cron last ticked; a cron that is new has its first tick from now on. */
    async function lastTick({ id }: Definition, text: string): Promise<Date> {
      await tx.query('INSERT INTO engine_crons (function_id, cron, last_tick_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
        id,
        text,
        now,
      ]);
      const { rows: known } = await tx.query<{ at: Date }>(
        'SELECT last_tick_at AS at FROM engine_crons WHERE function_id = $1 AND cron = $2',
        [id, text],
      );
      return known[0]?.at ?? now;
    }
  });
}
