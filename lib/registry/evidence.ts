import { z } from 'zod';
import { db } from '@/lib/db';
import { artifactPath, artifactStore } from '@/lib/storage';
import { runIdFor } from '@/lib/tracking/run-id';
import type { ModelVersion } from './schema';

const figure = z.number().nullable().catch(null);

/** What is read of the evaluation that a pipeline run left: figures by model, the comparison with the champion, the origins. */
const evaluation = z.object({
  metrics: z.record(z.string(), z.object({ backtest: z.object({ rmse: figure }) })),
  gates: z.object({
    champion: z.object({
      verdict: z.string(),
      version: z.number().int().optional(),
      reason: z.string().optional(),
      challengerRmse: figure.optional(),
      championRmse: figure.optional(),
    }),
  }),
  origins: z.object({ selection: z.array(z.number()) }),
});
export type Evidence = z.infer<typeof evaluation>;

/** What the pipeline run that made a version found; undefined where there is none, or its files are gone. */
export async function evidenceOf({ pipelineRunId }: Pick<ModelVersion, 'pipelineRunId'>): Promise<Evidence | undefined> {
  if (!pipelineRunId) return undefined;
  const run = await db().run.findUnique({ where: { id: runIdFor(pipelineRunId, 'forecaster') }, select: { artifactUri: true } });
  if (!run) return undefined;
  const path = `${artifactPath(run.artifactUri)}/evaluation.json`;
  if (!(await artifactStore().stat(path))) return undefined;
  const read = evaluation.safeParse(JSON.parse((await artifactStore().read(path)).toString('utf8')));
  return read.success ? read.data : undefined;
}

/** A version's own error at the origins that choose. */
export function backtestRmse({ metrics }: Pick<ModelVersion, 'metrics'>): number | undefined {
  const read = z.object({ backtest: z.object({ rmse: z.number() }) }).safeParse(metrics);
  return read.success ? read.data.backtest.rmse : undefined;
}
