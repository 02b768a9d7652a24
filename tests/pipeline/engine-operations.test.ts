import { NonRetriableError, RetryAfterError, referenceFunction, StepError } from 'inngest';
import { expect, test } from 'vitest';
import { Engine } from '@/inngest/engine/engine';
import { engineHarness } from '../helpers/engine';
import { createTestDatabase } from '../helpers/postgres';

const { url } = await createTestDatabase();
const { client, pool, start, ended, until, count } = engineHarness(url);

test('steps run in order, each once, and hand their outputs on', async () => {
  const ran: string[] = [];
  const chain = client.createFunction({ id: 'chain', triggers: [{ event: 'chain/go' }] }, async ({ event, step }) => {
    const a = await step.run('a', () => ran.push('a'));
    const b = await step.run('b', () => ran.push('b') * 10 + a);
    return { b, given: event.data.given };
  });
  const engine = await start([chain]);
  await client.send({ id: 'chain-1', name: 'chain/go', data: { given: 'x\u0000y' } });
  expect(await ended('chain')).toMatchObject({ status: 'completed', output: { b: 21, given: 'x\u0000y' } });
  expect(ran).toEqual(['a', 'b']);
  await engine.stop();
});

test('a repeated event id starts nothing more', async () => {
  let runs = 0;
  const once = client.createFunction({ id: 'once', triggers: [{ event: 'once/go' }] }, ({ step }) => step.run('only', () => ++runs));
  const engine = await start([once]);
  await client.send({ id: 'same', name: 'once/go' });
  await ended('once');
  await client.send({ id: 'same', name: 'once/go' });
  await client.send({ id: 'other', name: 'once/go' });
  await ended('once', 'other');
  expect(runs).toBe(2);
  expect(await count("SELECT count(*) FROM engine_runs WHERE function_id = 'test-once'")).toBe(2);
  await engine.stop();
});

test('parallel steps run at the same time, chains within branches go on independently', async () => {
  let together = 0;
  let most = 0;
  const busy = async (result: string) => {
    most = Math.max(most, ++together);
    await until(async () => most === 2 || undefined);
    together--;
    return result;
  };
  const parallel = client.createFunction({ id: 'parallel', triggers: [{ event: 'parallel/go' }] }, async ({ step }) => {
    const [left, right] = await Promise.all([
      step.run('left', () => busy('l')).then((value) => step.run('left-more', () => `${value}+`)),
      step.run('right', () => busy('r')),
      step.sleep('pause', '1s'),
    ]);
    return left + right;
  });
  const engine = await start([parallel]);
  await client.send({ name: 'parallel/go' });
  expect(await ended('parallel')).toMatchObject({ status: 'completed', output: 'l+r' });
  expect(most).toBe(2);
  expect(await count("SELECT count(*) FROM engine_steps s JOIN engine_runs r ON r.id = s.run_id WHERE function_id = 'test-parallel'")).toBe(
    4,
  );
  await engine.stop();
});

test('the same step id in a loop is a step of its own each time', async () => {
  const loop = client.createFunction({ id: 'loop', triggers: [{ event: 'loop/go' }] }, async ({ step }) => {
    const all: number[] = [];
    for (let i = 0; i < 4; i++) all.push(await step.run('turn', () => i * i));
    return all;
  });
  const engine = await start([loop]);
  await client.send({ name: 'loop/go' });
  expect((await ended('loop')).output).toEqual([0, 1, 4, 9]);
  await engine.stop();
});

test('a step that throws is tried again, as often as the function allows', async () => {
  const attempts: number[] = [];
  const flaky = client.createFunction({ id: 'flaky', retries: 2, triggers: [{ event: 'flaky/go' }] }, async ({ event, step, attempt }) =>
    step.run('try', () => {
      attempts.push(attempt);
      if (attempts.length < event.data.succeedAt) throw new TypeError(`no ${attempts.length}`);
      return 'done';
    }),
  );
  const engine = await start([flaky]);
  await client.send({ id: 'flaky-1', name: 'flaky/go', data: { succeedAt: 3 } });
  expect(await ended('flaky', 'flaky-1')).toMatchObject({ status: 'completed', output: 'done' });
  expect(attempts.splice(0)).toEqual([0, 1, 2]);
  await client.send({ id: 'flaky-2', name: 'flaky/go', data: { succeedAt: 99 } });
  expect(await ended('flaky', 'flaky-2')).toMatchObject({ status: 'failed', error: { message: 'no 3' } });
  expect(attempts).toEqual([0, 1, 2]);
  await engine.stop();
});

test('a function may catch a step that failed for good, and code outside of steps is retried too', async () => {
  let outside = 0;
  const catching = client.createFunction({ id: 'catching', retries: 1, triggers: [{ event: 'catching/go' }] }, async ({ step }) => {
    if (++outside === 1) throw new Error('outside of a step');
    const message = await step
      .run('never', () => {
        throw new NonRetriableError('not this');
      })
      .catch((error: unknown) => (error instanceof StepError ? `caught ${error.message}` : 'something else'));
    return step.run('after', () => message);
  });
  const engine = await start([catching]);
  await client.send({ name: 'catching/go' });
  expect(await ended('catching')).toMatchObject({ status: 'completed', output: 'caught not this' });
  await engine.stop();
});

test('a NonRetriableError ends the run at once, and onFailure learns of it', async () => {
  let tries = 0;
  const told: unknown[] = [];
  const failing = client.createFunction(
    {
      id: 'failing',
      triggers: [{ event: 'failing/go' }],
      onFailure: async ({ event, error, step }) => {
        await step.run('tell', () => told.push({ message: error.message, from: event.data.event.data.from, fn: event.data.function_id }));
      },
    },
    ({ step }) =>
      step.run('refuse', () => {
        tries++;
        throw new NonRetriableError('the data are broken');
      }),
  );
  const engine = await start([failing]);
  await client.send({ name: 'failing/go', data: { from: 'here' } });
  expect(await ended('failing')).toMatchObject({ status: 'failed', error: { name: 'NonRetriableError', message: 'the data are broken' } });
  expect(await ended('failing-failure')).toMatchObject({ status: 'completed' });
  expect(tries).toBe(1);
  expect(told).toEqual([{ message: 'the data are broken', from: 'here', fn: 'test-failing' }]);
  await engine.stop();
});

test('RetryAfterError says when to come back', async () => {
  let tries = 0;
  const later = client.createFunction({ id: 'later', triggers: [{ event: 'later/go' }] }, ({ step }) =>
    step.run('wait', () => {
      if (++tries === 1) throw new RetryAfterError('not yet', 3_600_000);
      return 'now';
    }),
  );
  const engine = await start([later]);
  await client.send({ name: 'later/go' });
  const wait = await until(async () => {
    const { rows } = await pool.query<{ minutes: number }>(
      "SELECT extract(epoch FROM available_at - now())::float / 60 AS minutes FROM engine_jobs WHERE function_id = 'test-later' AND attempt = 1",
    );
    return rows[0]?.minutes;
  });
  expect(wait).toBeGreaterThan(58);
  await pool.query("UPDATE engine_jobs SET available_at = now() WHERE function_id = 'test-later'");
  expect((await ended('later')).output).toBe('now');
  await engine.stop();
});

test('sleeps survive in the database and end in time', async () => {
  const sleeper = client.createFunction({ id: 'sleeper', triggers: [{ event: 'sleeper/go' }] }, async ({ step }) => {
    await step.sleep('a while', '1s');
    await step.sleepUntil('until then', new Date(Date.now() + 3_600_000));
    return 'awake';
  });
  const first = await start([sleeper]);
  await client.send({ name: 'sleeper/go' });
  await until(
    async () =>
      (await count("SELECT count(*) FROM engine_steps WHERE op = 'Sleep' AND name = 'until then' AND status = 'waiting'")) === 1 ||
      undefined,
  );
  await first.stop();
  const second = await start([sleeper]);
  await pool.query("UPDATE engine_jobs SET available_at = now() WHERE function_id = 'test-sleeper'");
  expect((await ended('sleeper')).output).toBe('awake');
  await second.stop();
});

test('waitForEvent goes on with the event that matches, or with null when none comes', async () => {
  const waiter = client.createFunction({ id: 'waiter', triggers: [{ event: 'waiter/go' }] }, async ({ event, step }) => {
    const answer = await step.waitForEvent('answer', { event: 'waiter/answer', timeout: event.data.patience, match: 'data.key' });
    return answer?.data ?? null;
  });
  const engine = await start([waiter]);
  await client.send({ id: 'wait-1', name: 'waiter/go', data: { key: 1, patience: '1h' } });
  await client.send({ id: 'wait-2', name: 'waiter/go', data: { key: 2, patience: '1s' } });
  await until(async () => (await count("SELECT count(*) FROM engine_steps WHERE op = 'WaitForEvent'")) === 2 || undefined);
  await client.send({ name: 'waiter/answer', data: { key: 3, value: 'not for us' } });
  await client.send({ name: 'waiter/answer', data: { value: 'no key at all' } });
  await client.send({ name: 'waiter/answer', data: { key: 1, value: 'yes' } });
  expect((await ended('waiter', 'wait-1')).output).toEqual({ key: 1, value: 'yes' });
  expect(await ended('waiter', 'wait-2')).toMatchObject({ status: 'completed', output: null });
  await engine.stop();
});

test('invoke runs another function and takes its result or its failure', async () => {
  const callee = client.createFunction({ id: 'callee', retries: 0, triggers: [{ event: 'never/sent' }] }, async ({ event, step }) => {
    if (event.data.broken) throw new Error('callee is broken');
    return step.run('double', () => event.data.n * 2);
  });
  const caller = client.createFunction({ id: 'caller', retries: 0, triggers: [{ event: 'caller/go' }] }, async ({ step }) => {
    const good = await step.invoke('good', { function: callee, data: { n: 21 } });
    const bad = await step.invoke('bad', { function: callee, data: { broken: true } }).catch((error: Error) => error.message);
    const missing = await step
      .invoke('missing', { function: referenceFunction({ functionId: 'nowhere' }), data: {} })
      .catch((error: Error) => error.message);
    return { good, bad, missing };
  });
  const engine = await start([callee, caller]);
  await client.send({ name: 'caller/go' });
  expect((await ended('caller')).output).toEqual({
    good: 42,
    bad: 'callee is broken',
    missing: 'There is no function test-nowhere to invoke.',
  });
  await engine.stop();
});

test('step.sendEvent starts other functions, whose conditions are heeded', async () => {
  const big = client.createFunction(
    { id: 'big', triggers: [{ event: 'number/sent', if: 'event.data.n > 10' }] },
    async ({ event }) => event.data.n,
  );
  const sender = client.createFunction({ id: 'sender', triggers: [{ event: 'sender/go' }] }, async ({ step }) => {
    const { ids } = await step.sendEvent(
      'send',
      [5, 50].map((n) => ({ id: `n${n}`, name: 'number/sent', data: { n } })),
    );
    return ids;
  });
  const engine = await start([big, sender]);
  await client.send({ name: 'sender/go' });
  expect((await ended('sender')).output).toEqual(['n5', 'n50']);
  expect((await ended('big')).output).toBe(50);
  expect(await count("SELECT count(*) FROM engine_runs WHERE function_id = 'test-big'")).toBe(1);
  await engine.stop();
});

test('cancelOn ends the run that the event names and no other; what a step of it returns is thrown away', async () => {
  const release: (() => void)[] = [];
  const cancellable = client.createFunction(
    { id: 'cancellable', triggers: [{ event: 'cancellable/go' }], cancelOn: [{ event: 'cancellable/stop', match: 'data.key' }] },
    async ({ step }) => {
      await step.run('long', () => new Promise<void>((resolve) => release.push(resolve)));
      return step.run('after', () => 'went on');
    },
  );
  const engine = await start([cancellable]);
  await client.send({ id: 'c-1', name: 'cancellable/go', data: { key: 'one' } });
  await client.send({ id: 'c-2', name: 'cancellable/go', data: { key: 'two' } });
  await until(async () => release.length === 2 || undefined);
  await client.send({ name: 'cancellable/stop', data: { key: 'one' } });
  expect(await ended('cancellable', 'c-1')).toMatchObject({ status: 'cancelled' });
  for (const go of release) go();
  expect(await ended('cancellable', 'c-2')).toMatchObject({ status: 'completed', output: 'went on' });
  expect(await ended('cancellable', 'c-1')).toMatchObject({ status: 'cancelled', output: null });
  await engine.stop();
});

test('a concurrency key bounds the steps of its group that run at the same time', async () => {
  const now: Record<string, number> = {};
  const most: Record<string, number> = {};
  const release: (() => void)[] = [];
  const bounded = client.createFunction(
    { id: 'bounded', triggers: [{ event: 'bounded/go' }], concurrency: { key: 'event.data.group', limit: 1 } },
    ({ event, step }) =>
      step.run('work', async () => {
        const { group } = event.data;
        now[group] = (now[group] ?? 0) + 1;
        most[group] = Math.max(most[group] ?? 0, now[group]);
        if (group === 'a' && release.length === 0) await new Promise<void>((resolve) => release.push(resolve));
        now[group]--;
      }),
  );
  const one = await start([bounded], { concurrency: 3 });
  const two = await start([bounded], { concurrency: 3 });
  await client.send(['a', 'a', 'a', 'b', 'b'].map((group, i) => ({ id: `b${i}`, name: 'bounded/go', data: { group } })));
  await ended('bounded', 'b3');
  await ended('bounded', 'b4'); // while the first of group a still runs
  expect(await count("SELECT count(*) FROM engine_runs WHERE function_id = 'test-bounded' AND status = 'running'")).toBe(3);
  release[0]?.();
  for (const id of ['b0', 'b1', 'b2']) await ended('bounded', id);
  expect(most).toEqual({ a: 1, b: 1 });
  await one.stop();
  await two.stop();
});

test('an output that is too large fails with words that say what to do', async () => {
  const large = client.createFunction({ id: 'large', triggers: [{ event: 'large/go' }] }, ({ step }) =>
    step.run('frame', () => 'x'.repeat(5 * 1024 * 1024)),
  );
  const engine = await start([large]);
  await client.send({ name: 'large/go' });
  const { status, error } = await ended('large');
  expect(status).toBe('failed');
  expect(error?.message).toBe('Step "frame" returned 5.0 MiB; at most 4 MiB are kept. Store the data as an artifact and return its URI.');
  await engine.stop();
});

test('what the engine does not do is refused by name', async () => {
  const debounced = client.createFunction({ id: 'debounced', debounce: { period: '1m' }, triggers: [{ event: 'x' }] }, async () => {});
  expect(() => new Engine({ client, functions: [debounced], connectionString: url })).toThrow('Function test-debounced uses debounce');
  const badly = client.createFunction({ id: 'badly', triggers: [{ event: 'x', if: 'event.data. ==' }] }, async () => {});
  expect(() => new Engine({ client, functions: [badly], connectionString: url })).toThrow('cannot be parsed');
  const wrongCron = client.createFunction({ id: 'wrong-cron', triggers: [{ cron: '61 * * * *' }] }, async () => {});
  expect(() => new Engine({ client, functions: [wrongCron], connectionString: url })).toThrow(
    'Function test-wrong-cron has the cron "61 * * * *"',
  );
  const signal = client.createFunction({ id: 'signal', triggers: [{ event: 'signal/go' }] }, async ({ step }) => {
    await step.waitForSignal('s', { signal: 'go', timeout: '1h', onConflict: 'fail' });
  });
  const engine = await start([signal]);
  await client.send({ name: 'signal/go' });
  expect((await ended('signal')).error?.message).toContain('asks for WaitForSignal, which the embedded engine does not do');
  await engine.stop();
});

test('runs and events that are old enough are forgotten', async () => {
  const quick = client.createFunction({ id: 'quick', triggers: [{ event: 'quick/go' }] }, async () => 'ok');
  const engine = await start([quick]);
  await client.send({ id: 'quick-old', name: 'quick/go' });
  await client.send({ id: 'quick-new', name: 'quick/go' });
  await ended('quick', 'quick-old');
  await ended('quick', 'quick-new');
  await engine.stop();
  await pool.query("UPDATE engine_runs SET finished_at = now() - interval '31 days' WHERE event_id = 'quick-old'");
  await pool.query("UPDATE engine_events SET processed_at = now() - interval '31 days' WHERE id = 'quick-old'");
  const again = await start([quick]);
  await until(async () => (await count("SELECT count(*) FROM engine_runs WHERE event_id = 'quick-old'")) === 0 || undefined);
  expect(await count("SELECT count(*) FROM engine_runs WHERE event_id = 'quick-new'")).toBe(1);
  await until(async () => (await count("SELECT count(*) FROM engine_events WHERE id = 'quick-old'")) === 0 || undefined);
  await again.stop();
});
