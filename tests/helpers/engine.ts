import { Inngest, type InngestFunction } from 'inngest';
import pg from 'pg';
import pino from 'pino';
import { afterAll } from 'vitest';
import { Engine, type EngineOptions } from '@/inngest/engine/engine';
import { eventFetch } from '@/inngest/engine/event-fetch';
import { closeNotifications } from '@/lib/listen';

/** The embedded engine on a test's own database, with pauses short enough for tests. */
export interface EngineHarness {
  client: Inngest;
  pool: pg.Pool;
  /** Starts a worker that serves these functions. */
  start(functions: readonly InngestFunction.Any[], options?: Partial<EngineOptions>): Promise<Engine>;
  /** The run of a function, by the id of the event that started it, once it has ended. */
  ended(
    functionId: string,
    eventId?: string,
  ): Promise<{ status: string; output: unknown; error: { name: string; message: string } | null }>;
  /** Resolves once the condition holds. @throws Error when it does not within 20 seconds. */
  until<T>(look: () => Promise<T | undefined | false>): Promise<T>;
  count(sql: string): Promise<number>;
}

export function engineHarness(url: string): EngineHarness {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  const client = new Inngest({
    id: 'test',
    isDev: true,
    checkpointing: false,
    aiMetadata: false,
    fetch: eventFetch(() => pool),
    logger: pino({ level: 'silent' }),
  });
  const engines: Engine[] = [];
  afterAll(async () => {
    await Promise.all(engines.map((engine) => engine.stop(0)));
    await closeNotifications(url);
    await pool.end();
  });

  async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { rows } = await pool.query(
      'SELECT r.function_id, r.status, r.error, j.kind, j.attempt, j.lost, j.available_at, j.lease_until FROM engine_runs r LEFT JOIN engine_jobs j ON j.run_id = r.id',
    );
    throw new Error(`What the test waits for has not come about in 20 seconds; runs and jobs: ${JSON.stringify(rows)}`);
  }

  return {
    client,
    pool,
    until,
    async start(functions, options) {
      const engine = new Engine({ client, functions, connectionString: url, pollMilliseconds: 200, backoff: () => 20, ...options });
      engines.push(engine);
      await engine.start();
      return engine;
    },
    ended: (functionId, eventId) =>
      until(async () => {
        const { rows } = await pool.query(
          "SELECT status::text, output, error FROM engine_runs WHERE function_id = $1 AND ($2::text IS NULL OR event_id = $2) AND status <> 'running'",
          [`test-${functionId}`, eventId ?? null],
        );
        return rows[0];
      }),
    async count(sql) {
      const { rows } = await pool.query<{ count: string }>(sql);
      return Number(rows[0]?.count ?? 0);
    },
  };
}
