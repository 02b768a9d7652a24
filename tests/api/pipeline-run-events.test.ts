import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import * as events from '@/app/api/v1/pipeline-runs/[id]/events/route';
import { db } from '@/lib/db';
import { closeNotifications } from '@/lib/listen';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { logToRun } from '@/lib/pipeline-runs/log';
import { type PipelineEvent, pipelineEvent } from '@/lib/pipeline-runs/schema';
import { cancelPipelineRun, createPipelineRun } from '@/lib/pipeline-runs/service';
import { createTestDatabase } from '../helpers/postgres';
import { origin, refused, send } from './call';

await createTestDatabase();
afterAll(() => closeNotifications());

const path = (id: string) => `/api/v1/pipeline-runs/${id}/events`;
const queue = () => createPipelineRun({ parameters: pipelineParameters.parse({}), trigger: 'api' });

interface Frame {
  id: string | undefined;
  event: string | undefined;
  data: PipelineEvent;
}

/** Reads Server-Sent Events off an answer as a browser does. */
async function* frames(response: Response): AsyncGenerator<Frame, void, void> {
  let text = '';
  const body = response.body as ReadableStream<Uint8Array<ArrayBuffer>>;
  for await (const chunk of body.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const fields = Object.fromEntries(
        text
          .slice(0, end)
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
      );
      text = text.slice(end + 2);
      if (fields.data) yield { id: fields.id, event: fields.event, data: pipelineEvent.parse(JSON.parse(fields.data)) };
    }
  }
}

async function listening(): Promise<number> {
  const [row] = await db().$queryRaw<
    { count: number }[]
  >`SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`;
  return row?.count ?? 0;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await condition()); tries++) {
    if (tries > 200) throw new Error('it never came to that');
    await sleep(25);
  }
}

describe('GET /api/v1/pipeline-runs/{id}/events', () => {
  it('tells the present state, then what happens, and ends with the run', async () => {
    const run = await queue();
    const response = await send(events, 'GET', path(run.id));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
    const stream = frames(response);
    const first = (await stream.next()).value as Frame;
    expect(first).toMatchObject({ event: 'run', data: { payload: { id: run.id, status: 'queued' } } });
    await logToRun(run.id, 'info', 'a line\nof two');
    const second = (await stream.next()).value as Frame;
    expect(second).toMatchObject({ event: 'log', data: { payload: { message: 'a line\nof two' } } });
    expect(BigInt(second.id as string)).toBeGreaterThan(BigInt(first.id as string));
    await cancelPipelineRun(run.id);
    const rest: Frame[] = [];
    for await (const frame of stream) rest.push(frame);
    expect(rest.at(-1)).toMatchObject({ event: 'run', data: { payload: { status: 'cancelled' } } });
  });

  it('continues after the last event that a client has seen, and misses none', async () => {
    const run = await queue();
    const before = frames(await send(events, 'GET', path(run.id)));
    const seen = (await before.next()).value as Frame;
    await before.return();
    for (let i = 0; i < 5; i++) await logToRun(run.id, 'info', `line ${i}`);
    const after = frames(await send(events, 'GET', path(run.id), { headers: { 'last-event-id': seen.id as string } }));
    const lines: string[] = [];
    for (let i = 0; i < 5; i++) {
      const { data } = (await after.next()).value as Frame;
      if (data.type === 'log') lines.push(data.payload.message);
    }
    expect(lines).toEqual(['line 0', 'line 1', 'line 2', 'line 3', 'line 4']);
    await after.return();
  });

  it('ends at once for a run that is over', async () => {
    const run = await queue();
    await cancelPipelineRun(run.id);
    const all: Frame[] = [];
    for await (const frame of frames(await send(events, 'GET', path(run.id)))) all.push(frame);
    expect(all.map(({ event }) => event)).toEqual(['run']);
  });

  it('stops listening when the client goes, whichever way it goes', async () => {
    const run = await queue();
    const read = await send(events, 'GET', path(run.id));
    const reader = read.body?.getReader();
    await reader?.read();
    await reader?.read();
    await until(async () => (await listening()) === 1);
    await reader?.cancel();
    await until(async () => (await listening()) === 0);

    const leaving = new AbortController();
    const aborted = await events.GET(new Request(origin + path(run.id), { signal: leaving.signal }));
    const iterator = frames(aborted);
    await iterator.next();
    await until(async () => (await listening()) === 1);
    leaving.abort();
    await until(async () => (await listening()) === 0);

    await send(events, 'HEAD', path(run.id));
    await until(async () => (await listening()) === 0);
  });

  it('is not found for a run that is not there, and refuses an event id that is none', async () => {
    const missing = await refused(events, 'GET', path('00000000-0000-4000-8000-000000000000'));
    expect([missing.status, missing.paths]).toEqual([404, ['id']]);
    const run = await queue();
    for (const id of ['abc', '-1', '1'.repeat(30)]) {
      const { status, paths } = await refused(events, 'GET', path(run.id), { headers: { 'last-event-id': id } });
      expect([status, paths]).toEqual([422, ['last-event-id']]);
    }
  });
});
