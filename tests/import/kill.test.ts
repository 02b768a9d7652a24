import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { importDataset } from '@/lib/datasets/import';
import { db } from '@/lib/db';
import { env } from '@/lib/env';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';
import { bundle } from '../helpers/worker-processes';
import { dailyCsv, observationsOf, sourceFolder, state } from './room';

const { url } = await createTestDatabase();
const objects = createArtifactFolder();
const { write } = sourceFolder();
const { program } = await bundle({ program: 'tests/import/processes/import.ts' });

const children = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);

/** Starts an import and kills it as soon as `reached` says so; false where it was quicker. */
async function killedOnce(file: string, name: string, reached: () => boolean): Promise<boolean> {
  const child = fork(program, [file, name], {
    execArgv: [],
    env: { ...process.env, DATABASE_URL: url, NODE_OPTIONS: '' },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  let done = false;
  child.once('message', () => {
    done = true;
  });
  void ended.then(() => {
    done = true;
  });
  while (!done && !reached()) await sleep(1);
  const inTime = !done;
  child.kill('SIGKILL');
  await ended;
  return inTime;
}

it('what a killed import leaves is referenced by nothing, and the next import removes it', async () => {
  // A hundred years are a hundred files: storing them takes long enough to be killed in the middle.
  const many = write('many.csv', dailyCsv(['a'], 36_500, Date.UTC(1925, 0, 1)));
  const small = write('small.csv', dailyCsv(['a', 'b'], 30));
  await importDataset({ kind: 'file', path: small }, { name: 'kept' });
  const before = await state();
  const scratch = path.join(env().ALMANAC_DATA_DIR, 'imports');
  const parts = path.join(objects, 'datasets', 'killed', 'data', 'observations');

  expect(await killedOnce(many, 'killed', () => children(scratch).length > 0)).toBe(true);
  expect(await killedOnce(many, 'killed', () => children(parts).length > 3)).toBe(true);
  expect(children(parts).length).toBeGreaterThan(3);
  expect(children(scratch).length).toBeGreaterThan(0);
  expect(await db().dataset.findUnique({ where: { name: 'killed' } })).toBeNull();

  // The same data again: nothing new, but all that was left is gone.
  const again = await importDataset({ kind: 'file', path: small }, { name: 'kept' });
  expect(again.created).toBe(false);
  const { uploads: _, ...after } = (await state()) as { uploads: string[] };
  const { uploads: __, ...clean } = before as { uploads: string[] };
  expect(after).toEqual(clean);

  // And an append that is killed leaves the version before as it is.
  const more = write('more.csv', dailyCsv(['c'], 36_500, Date.UTC(1925, 0, 1)));
  const kept = path.join(objects, 'datasets', 'kept', 'data', 'observations');
  const had = children(kept).length;
  expect(await killedOnce(more, 'kept', () => children(kept).length > had)).toBe(true);
  expect((await observationsOf('kept', 1)).frame.height).toBe(60);
  await importDataset({ kind: 'file', path: small }, { name: 'kept' });
  expect(children(kept).length).toBe(had);
});
