import type { LoggedModel } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { artifactUri } from '@/lib/storage';
import { loggedModelIdFor } from './run-id';
import { noRun } from './runs';

export interface ModelToLog {
  runId: string;
  name: string;
  /** Kind of agent or library, such as `lightgbm`. */
  modelType?: string;
  /** Folder of its files; the run's `artifacts/<name>` where it is left out. */
  artifactUri?: string;
  params?: Record<string, string>;
  tags?: Record<string, string>;
}

/** Logs a model that a run made; the same name again replaces what was said of it. @throws AlmanacError `not_found` naming `runId` */
export async function logLoggedModel(model: ModelToLog): Promise<LoggedModel> {
  const { runId, name, modelType = '', params = {}, tags = {} } = model;
  const run = await db().run.findUnique({ where: { id: runId }, select: { experimentId: true } });
  if (!run) throw noRun(runId);
  const id = loggedModelIdFor(runId, name);
  const { experimentId } = run;
  const data = {
    name,
    modelType,
    params,
    tags,
    artifactUri: model.artifactUri ?? artifactUri(`${experimentId}/${runId}/artifacts/${name}`),
  };
  return db().loggedModel.upsert({ where: { id }, create: { id, experimentId, runId, ...data }, update: data });
}
