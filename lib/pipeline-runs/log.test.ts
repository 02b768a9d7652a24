import { expect, it } from 'vitest';
import { db } from '@/lib/db';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { createTestDatabase } from '@/tests/helpers/postgres';
import { mostLogLines } from './history-schema';
import { listLog, logText, writeLog } from './log';
import { createPipelineRun } from './service';

await createTestDatabase();
const queue = () => createPipelineRun({ parameters: pipelineParameters.parse({}), trigger: 'api' });
const line = (message: string, more = {}) => ({ level: 'info' as const, message, step: 'extract', ...more });

it('keeps the newest lines of a run only, and says how many are gone', async () => {
  const { id } = await queue();
  const batch = 2000;
  for (let from = 0; from < mostLogLines + 2 * batch; from += batch)
    await writeLog(
      id,
      Array.from({ length: batch }, (_, k) => line(`line ${from + k}`)),
    );
  expect(await db().pipelineEvent.count({ where: { runId: id, type: 'log' } })).toBe(mostLogLines);
  const first = await listLog(id, { limit: 1 });
  expect(first).toMatchObject({ removed: 2 * batch, items: [{ message: `line ${2 * batch}` }] });
  let lines = 0;
  for await (const text of logText(id, {})) lines += text.split('\n').length - 1;
  expect(lines).toBe(mostLogLines);
});

it('keeps what the database cannot hold as it can, and cuts what is endless', async () => {
  const { id } = await queue();
  await writeLog(id, [line('a\0b'), line('half \ud83d of a face'), line('😀 whole'), line('x'.repeat(10_000))]);
  const { items } = await listLog(id, {});
  expect(items.slice(0, 3).map(({ message }) => message)).toEqual(['ab', 'half \ufffd of a face', '😀 whole']);
  expect(items[3]?.message).toHaveLength(4001);
});

it('writes nothing for a run that is gone', async () => {
  await writeLog('00000000-0000-4000-8000-000000000000', [line('nobody hears')]);
  expect(await db().pipelineEvent.count({ where: { runId: '00000000-0000-4000-8000-000000000000' } })).toBe(0);
});
