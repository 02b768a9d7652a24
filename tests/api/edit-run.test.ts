import { beforeAll, describe, expect, it } from 'vitest';
import * as restore from '@/app/api/v1/runs/[id]/restore/route';
import * as run from '@/app/api/v1/runs/[id]/route';
import { trackedRun } from '@/lib/tracking/schema';
import { createRun, getTrackedRun, setTags } from '@/lib/tracking/service';
import { createTestDatabase } from '../helpers/postgres';
import { call, refused, send } from './call';

await createTestDatabase();
const id = 'e'.repeat(32);
const path = `/api/v1/runs/${id}`;

beforeAll(async () => {
  await createRun({ id, experimentId: 0, name: 'first' });
  await setTags(id, { team: 'a', old: 'x' });
});

const edit = async (body: unknown) => (await call(trackedRun, run, 'PATCH', path, { body })).body;

describe('PATCH /api/v1/runs/{id}', () => {
  it('changes name, note and tags, and leaves the rest', async () => {
    const edited = await edit({ name: ' second ', note: '# Why', tags: { team: 'b', old: null, new: '' } });
    expect(edited.name).toBe('second');
    expect(edited.tags).toEqual({ 'mlflow.runName': 'second', 'mlflow.note.content': '# Why', team: 'b', new: '' });
    expect((await edit({ note: '' })).tags).toEqual({ 'mlflow.runName': 'second', team: 'b', new: '' });
  });

  it('leaves to programs what they keep, and takes no empty name', async () => {
    const answer = await refused(run, 'PATCH', path, { body: { tags: { 'mlflow.parentRunId': 'x', fine: 'y' }, name: ' ' } });
    expect(answer.status).toBe(422);
    expect(answer.paths.sort()).toEqual(['name', 'tags.mlflow.parentRunId']);
    expect(answer.body.detail).toMatch(/tags\.mlflow\.parentRunId: is kept by programs/);
    expect((await getTrackedRun(id)).tags).not.toHaveProperty('fine');
  });
});

it('deletes a run, which then takes no edit, and restores it', async () => {
  expect((await send(run, 'DELETE', path)).status).toBe(204);
  expect((await send(run, 'DELETE', path)).status).toBe(204);
  expect((await getTrackedRun(id)).lifecycleStage).toBe('deleted');
  expect((await refused(run, 'PATCH', path, { body: { name: 'third' } })).status).toBe(409);
  expect((await call(trackedRun, restore, 'POST', `${path}/restore`)).body.lifecycleStage).toBe('active');
  expect((await refused(restore, 'POST', `/api/v1/runs/${'0'.repeat(32)}/restore`)).status).toBe(404);
});
