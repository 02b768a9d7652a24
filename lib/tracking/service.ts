import type { Prisma, Run, RunStatus } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { artifactUri } from '@/lib/storage';

export { logArtifact } from './artifacts';
export { getOrCreateExperiment } from './experiments';
export { logMetrics, type MetricPoint } from './metrics';

export interface RunToCreate {
  /** 32 hexadecimal digits. */
  id: string;
  experimentId: number;
  name: string;
  pipelineRunId?: string;
  parentRunId?: string;
}

/**
 * Begins a run. One of the same id is begun anew: what it had logged is gone, so that repeating a pipeline step leaves
 * what doing it once does.
 */
export async function createRun({ id, experimentId, name, pipelineRunId, parentRunId }: RunToCreate): Promise<Run> {
  const tags = [{ key: 'mlflow.runName', value: name }, ...(parentRunId ? [{ key: 'mlflow.parentRunId', value: parentRunId }] : [])];
  return db().$transaction(async (tx) => {
    await tx.run.deleteMany({ where: { id } });
    return tx.run.create({
      data: {
        id,
        experimentId,
        name,
        pipelineRunId,
        startTime: Date.now(),
        artifactUri: artifactUri(`${experimentId}/${id}/artifacts`),
        tags: { create: tags },
      },
    });
  });
}

/** Sets parameters; a value is text, as MLflow has it. */
export async function logParams(runId: string, params: Record<string, unknown>): Promise<void> {
  const data = Object.entries(params).map(([key, value]) => ({ runId, key, value: String(value) }));
  await db().param.createMany({ data, skipDuplicates: true });
}

export async function setTags(runId: string, tags: Record<string, string>): Promise<void> {
  await db().$transaction(
    Object.entries(tags).map(([key, value]) => db().runTag.upsert({ where: { runId_key: { runId, key } }, create: { runId, key, value }, update: { value } })),
  );
}

export interface InputToLog {
  name: string;
  digest: string;
  sourceType: string;
  source: string;
  schema?: object;
  profile?: object;
}

/** Says which data a run read, and their digest. */
export async function logInput(runId: string, input: InputToLog): Promise<void> {
  const { name, digest, schema, profile, ...rest } = input;
  const data = { ...rest, schema: schema as Prisma.InputJsonObject | undefined, profile: profile as Prisma.InputJsonObject | undefined };
  await db().runInput.upsert({ where: { runId_name_digest: { runId, name, digest } }, create: { runId, name, digest, ...data }, update: data });
}

export async function finishRun(runId: string, status: RunStatus): Promise<void> {
  await db().run.update({ where: { id: runId }, data: { status, endTime: Date.now() } });
}
