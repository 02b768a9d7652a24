import { z } from 'zod';
import { db } from '@/lib/db';
import { durableHost, env } from '@/lib/env';
import { boosterStatus } from '@/lib/models/booster-status';
import { predictor } from '@/lib/serving/process';
import { artifactStore } from '@/lib/storage';
import { livingWorkers } from './engine';

const partState = z.strictObject({
  state: z.enum(['ok', 'degraded', 'failed']).describe('degraded: works, with less than all'),
  message: z.string().describe('What was found, or what to do'),
});
export type PartState = z.infer<typeof partState>;

export const readiness = z.strictObject({
  status: z.enum(['ready', 'not ready']),
  parts: z
    .strictObject({ database: partState, storage: partState, engine: partState, boosters: partState, predictor: partState })
    .optional()
    .describe('Told to clients that are let in'),
});
export type Readiness = z.infer<typeof readiness>;

/** How long a part may take to answer. */
const patienceMs = 3000;

const ok = (message: string): PartState => ({ state: 'ok', message });

/** A part's state; one that throws or does not answer has failed. */
async function stateOf(look: () => Promise<PartState>): Promise<PartState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<PartState>((resolve) => {
    timer = setTimeout(() => resolve({ state: 'failed', message: `does not answer within ${patienceMs / 1000} s` }), patienceMs);
  });
  try {
    return await Promise.race([look(), late]);
  } catch (error) {
    return { state: 'failed', message: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

async function database(): Promise<PartState> {
  await db().$queryRaw`SELECT 1`;
  return ok('answers');
}

async function storage(): Promise<PartState> {
  const store = artifactStore();
  await store.check();
  return ok(`${store.kind} answers`);
}

async function engine(): Promise<PartState> {
  if (durableHost() === 'inngest') {
    const url = new URL('/health', env().INNGEST_BASE_URL ?? 'http://127.0.0.1:8288');
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    return response.ok ? ok('Inngest answers') : { state: 'failed', message: `Inngest at ${url.origin} answers ${response.status}` };
  }
  const workers = await livingWorkers();
  if (workers === 0)
    return {
      state: 'failed',
      message: 'no worker has been heard of lately; `npm start` keeps one running, `npm run worker` starts another',
    };
  return ok(`${workers} ${workers === 1 ? 'worker' : 'workers'}`);
}

async function boosters(): Promise<PartState> {
  const all = boosterStatus();
  const missing = all.filter(({ path }) => path === null);
  if (missing.length === 0) return ok(all.map(({ name, version }) => (version ? `${name} ${version}` : name)).join(', '));
  const remedies = missing.map(({ name, remedy }) => `${name} is missing: ${remedy ?? 'npm run doctor'}`).join(' ');
  return { state: missing.length === all.length ? 'failed' : 'degraded', message: remedies };
}

/** Published forecasts are read without it, so that it never keeps the rest from being ready. */
async function predictions(): Promise<PartState> {
  const own = predictor();
  const { state } = own;
  if (state.state === 'resting')
    return { state: 'degraded', message: `crashed ${own.figures.crashes} times, the last ones in a row; it is started again within 30 s` };
  if (state.state === 'idle') return ok('starts when it is first asked');
  const { forecasters = 0, residentBytes } = own.status ?? {};
  const memory = residentBytes === undefined ? '' : `, ${Math.round(residentBytes / 2 ** 20)} MiB`;
  return ok(`process ${state.pid} ${state.state === 'starting' ? 'starts' : 'runs'} with ${forecasters} forecasters loaded${memory}`);
}

/** Whether the application can do its work, part by part. */
export async function checkReadiness(): Promise<Required<Readiness>> {
  const looks = [database, storage, engine, boosters, predictions];
  const [databaseState, storageState, engineState, boosterState, predictorState] = await Promise.all(looks.map(stateOf));
  const parts = {
    database: databaseState,
    storage: storageState,
    engine: engineState,
    boosters: boosterState,
    predictor: predictorState,
  } as Required<Readiness>['parts'];
  const ready = Object.values(parts).every(({ state }) => state !== 'failed');
  return { status: ready ? 'ready' : 'not ready', parts };
}
