import { db } from '@/lib/db';
import { AlmanacError, notFound } from '@/lib/errors';
import { sampleDataset } from '@/lib/pipeline/parameters';
import { retireChampions } from '@/lib/registry/retire-dataset';
import { artifactStore } from '@/lib/storage';
import { notImported } from './import-commit';
import { markStoring } from './import-leftovers';
import { inTurn } from './import-lock';

/**
 * Removes an imported dataset: its versions, their files, its series and their forecasts. Its models stay registered, but none stays champion.
 * @throws AlmanacError `not_found`; `conflict` where it is not imported, or runs or the schedule use it
 */
export async function deleteDataset(name: string): Promise<void> {
  const row = await db().dataset.findUnique({ where: { name }, select: { kind: true } });
  if (row ? row.kind !== 'imported' : name === sampleDataset) throw notImported(name);
  if (!row) throw notFound(`There is no dataset ${name}.`, 'name');
  // A kill between the rows and the files leaves files that the next import removes.
  const unmark = await markStoring(name);
  await inTurn(name, async (tx) => {
    const run = await tx.pipelineRun.findFirst({ where: { dataset: name, status: { in: ['queued', 'running'] } }, select: { id: true } });
    if (run)
      throw new AlmanacError('conflict', `Run ${run.id} uses the dataset ${name}. Cancel it, or wait for its end.`, [
        { path: 'name', message: `is used by run ${run.id}` },
      ]);
    const schedule = await tx.schedule.findFirst({
      where: { paused: false, parameters: { path: ['dataset'], equals: name } },
      select: { functionId: true },
    });
    if (schedule)
      throw new AlmanacError('conflict', `The schedule of ${schedule.functionId} uses the dataset ${name}. Pause it, or give it another.`, [
        { path: 'name', message: 'is used by the schedule' },
      ]);
    await retireChampions(tx, name, 'api');
    await tx.forecast.deleteMany({ where: { dataset: name } });
    const { count } = await tx.dataset.deleteMany({ where: { name } });
    if (count === 0) throw notFound(`There is no dataset ${name}.`, 'name');
  }).catch(async (error: unknown) => {
    await unmark();
    throw error;
  });
  await inTurn(name, async (tx) => {
    // Somebody may have imported it anew since; those files are not to be touched.
    if (!(await tx.dataset.findUnique({ where: { name }, select: { name: true } }))) await artifactStore().remove(`datasets/${name}`);
  });
  await unmark();
}
