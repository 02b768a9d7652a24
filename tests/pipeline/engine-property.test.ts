import fc from 'fast-check';
import type { GetStepTools, Inngest } from 'inngest';
import pg from 'pg';
import { expect, test } from 'vitest';
import type { Engine } from '@/inngest/engine/engine';
import { engineHarness } from '../helpers/engine';
import { createTestDatabase } from '../helpers/postgres';

const { url } = await createTestDatabase();
const { client, pool, start, ended } = engineHarness(url);

/** A function's shape: steps, sequences and parallel branches, nested; some steps fail a few times before they succeed. */
type Plan = { kind: 'step'; failures: number } | { kind: 'sequence' | 'parallel'; parts: Plan[] };

const plan = fc.letrec<{ plan: Plan }>((tie) => ({
  plan: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('step' as const), failures: fc.integer({ min: 0, max: 2 }) }),
    fc.record({
      kind: fc.constantFrom('sequence' as const, 'parallel' as const),
      parts: fc.array(tie('plan'), { minLength: 1, maxLength: 3 }),
    }),
  ),
})).plan;

const stepsOf = (node: Plan): number => (node.kind === 'step' ? 1 : node.parts.reduce((sum, part) => sum + stepsOf(part), 0));

await pool.query('CREATE TABLE executions (run text, step text, attempt int)');

async function carryOut(node: Plan, path: string, run: string, step: GetStepTools<Inngest>): Promise<string> {
  if (node.kind === 'step') {
    return step.run(path, async () => {
      const { rows } = await pool.query<{ tries: string }>(
        'WITH added AS (INSERT INTO executions (run, step) VALUES ($1, $2)) SELECT count(*) AS tries FROM executions WHERE run = $1 AND step = $2',
        [run, path],
      );
      if (Number(rows[0]?.tries) < node.failures) throw new Error('not yet');
      return path;
    });
  }
  const parts = node.parts.map((part, i) => () => carryOut(part, `${path}.${i}`, run, step));
  if (node.kind === 'parallel') return (await Promise.all(parts.map((part) => part()))).join(',');
  const done: string[] = [];
  for (const part of parts) done.push(await part());
  return done.join(',');
}

const expected = (node: Plan, path: string): string =>
  node.kind === 'step' ? path : node.parts.map((part, i) => expected(part, `${path}.${i}`)).join(',');

test('functions of any shape finish with each step recorded once, though workers vanish and freeze on the way', async () => {
  const shaped = client.createFunction({ id: 'shaped', retries: 4, triggers: [{ event: 'shaped/go' }] }, ({ event, step }) =>
    carryOut(event.data.plan as Plan, 's', event.id ?? '', step),
  );
  let run = 0;
  await fc.assert(
    fc.asyncProperty(plan, fc.array(fc.integer({ min: 5, max: 120 }), { maxLength: 3 }), async (node, lives) => {
      fc.pre(stepsOf(node) <= 8);
      const id = `shaped-${++run}`;
      await client.send({ id, name: 'shaped/go', data: { plan: node } });
      const steady = await start([shaped], { leaseMilliseconds: 300 });
      const short: Promise<void>[] = [];
      for (const life of lives) short.push(vanish(await start([shaped], { leaseMilliseconds: 300 }), life));
      const { status, output } = await ended('shaped', id);
      await Promise.all(short);
      await steady.stop();
      expect({ status, output }).toEqual({ status: 'completed', output: expected(node, 's') });
      const { rows } = await pool.query<{ steps: string; positions: string }>(
        "SELECT count(*) AS steps, count(DISTINCT position) AS positions FROM engine_steps s JOIN engine_runs r ON r.id = s.run_id WHERE r.event_id = $1 AND s.status = 'completed'",
        [id],
      );
      expect(rows[0]).toEqual({ steps: String(stepsOf(node)), positions: String(stepsOf(node)) });
      const { rows: left } = await pool.query('SELECT 1 FROM engine_jobs j JOIN engine_runs r ON r.id = j.run_id WHERE r.event_id = $1', [
        id,
      ]);
      expect(left).toEqual([]);
    }),
    { numRuns: 15, interruptAfterTimeLimit: 60_000 },
  );
}, 120_000);

/** After so many milliseconds another worker takes every job that this one holds, as it would from one that froze; then it stops. */
async function vanish(engine: Engine, milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  const thief = new pg.Client({ connectionString: url });
  await thief.connect();
  await thief.query("UPDATE engine_jobs SET lease_until = now() - interval '1 second' WHERE worker_id = $1", [engine.id]);
  await thief.end();
  await engine.stop();
}
