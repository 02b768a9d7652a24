import { randomUUID } from 'node:crypto';
import { db } from '@/lib/db';
import { AlmanacError } from '@/lib/errors';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import type { Registration } from '@/lib/pipeline/register';
import { type RepeatedRun, type RunStart, readRunStart, writeRunStart } from '@/lib/pipeline/run-start';
import { Workspace } from '@/lib/pipeline/workspace';
import { modelName } from '@/lib/registry/names';
import type { PipelineRun, RunTrigger } from './schema';
import { createPipelineRun, getPipelineRun } from './service';

/**
 * Starts a run again exactly: with its parameters and seed, the version of the data and the settings that it read, and the champion
 * that it met, whatever has become of them since. Its forecasts are the same to the last bit where the libraries are; its report says.
 * It registers versions where the run did, promotes none, and its forecast counts as published just before the one it repeats.
 * @throws AlmanacError `not_found`; `conflict` where the run has not ended, never read its data, or what it read is gone
 */
export async function repeatPipelineRun(id: string, trigger: RunTrigger): Promise<PipelineRun> {
  const run = await getPipelineRun(id);
  if (run.status === 'queued' || run.status === 'running') throw refused(`Run ${id} is ${run.status}`, 'repeat it once it has ended');
  const start = await readRunStart(id);
  if (!start) throw refused(`Run ${id} has not kept what it began with`, 'it ended before it read its data, or an earlier Almanac made it');
  const parameters = pipelineParameters.parse({ ...run.parameters, datasetVersion: start.datasetVersion });
  await requireData(run.dataset, start);
  await requireChampion(modelName(parameters), start);
  const repeat = randomUUID();
  await writeRunStart(repeat, { ...start, repeats: await outcomeOf(id) });
  return createPipelineRun({ id: repeat, parameters, trigger, repeatOf: id });
}

/** What a run published, and when. */
async function outcomeOf(runId: string): Promise<RepeatedRun> {
  const [registration, forecast] = await Promise.all([
    new Workspace(runId).readOptionalJson<Registration>('registration.json'),
    db().forecast.findUnique({ where: { pipelineRunId: runId }, select: { publishedAt: true } }),
  ]);
  return {
    runId,
    ...(registration && { publish: registration.publish }),
    ...(forecast?.publishedAt && { publishedAt: new Date(forecast.publishedAt.getTime() - 1).toISOString() }),
  };
}

async function requireData(dataset: string, { datasetVersion: version, fingerprint }: RunStart): Promise<void> {
  const row = await db().datasetVersion.findUnique({ where: { dataset_version: { dataset, version } }, select: { fingerprint: true } });
  if (row?.fingerprint === fingerprint) return;
  throw refused(
    `Version ${version} of ${dataset} is not there any more as the run read it`,
    'import the same data again as a dataset of its own',
  );
}

async function requireChampion(name: string, { champion: version }: RunStart): Promise<void> {
  if (version === null || (await db().modelVersion.count({ where: { name, version } })) > 0) return;
  throw refused(`Version ${version} of ${name}, which the run was compared with, was removed`, 'without it the outcome may be another');
}

function refused(what: string, remedy: string): AlmanacError {
  return new AlmanacError('conflict', `${what}: ${remedy}.`, [{ path: 'id', message: remedy }]);
}
