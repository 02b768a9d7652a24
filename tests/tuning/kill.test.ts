import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { loadBooster } from '@/lib/models/boosters';
import { tuneBoosted } from '@/lib/pipeline/tune';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { bundle } from '../helpers/worker-processes';
import { request } from './cases';

const { libraryPath } = loadBooster('lightgbm');
createArtifactFolder();
const { tune } = await bundle({ tune: 'tests/tuning/processes/tune.ts' });
const runId = '00000000-0000-4000-8000-0000000000aa';

/** Lets a process tune for so many lines of progress and milliseconds more, and kills it. @returns all lines it got to. */
async function tuneFor(lines: number, milliseconds: number): Promise<string[]> {
  const child = spawn(process.execPath, [tune, runId], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LIGHTGBM_LIBRARY: libraryPath },
  });
  const said: string[] = [];
  const exited = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    said.push(line);
    if (said.length !== lines) continue;
    await sleep(milliseconds);
    child.kill('SIGKILL');
  }
  await exited;
  return said;
}

test('killed again and again, and gone on with, it ends with what it would have found', async () => {
  const whole = await tuneBoosted(request());
  // The first line of a later process tells the last rung of the one before again.
  for (const milliseconds of [0, 15, 40]) {
    const said = await tuneFor(3, milliseconds);
    expect(said.length).toBeGreaterThanOrEqual(3);
    expect(said.at(-1)).toMatch(/^lightgbm: /);
  }
  const said = await tuneFor(Number.POSITIVE_INFINITY, 0);
  const jobs = whole.trials.reduce((sum, { rungs }) => sum + rungs, 0);
  expect(said.length - 1).toBeLessThan(jobs - 4);
  expect(JSON.parse(said.at(-1) as string)).toEqual(JSON.parse(JSON.stringify(whole)));
});
