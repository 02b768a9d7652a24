import { z } from 'zod';
import { db } from '@/lib/db';
import { artifactPath, artifactStore } from '@/lib/storage';

const figure = z.number().nullable().catch(null);
const figures = z.record(z.string(), figure);
const estimate = z.object({ estimate: z.number(), lower: z.number(), upper: z.number(), confidence: z.number() });

/** What is read of the files that a pipeline's tracked run left; what they have beyond that is not asked about. */
export const runFiles = {
  'evaluation.json': z.object({
    best: z.string(),
    metrics: z.record(z.string(), z.object({ backtest: figures, test: figures }).catch({ backtest: {}, test: {} })),
    intervals: z
      .array(z.object({ level: z.number(), coverage: z.number(), width: figure.optional(), count: z.number().optional() }))
      .catch([]),
    intervalMethod: z.string().optional(),
    origins: z.object({ selection: z.array(z.number()), calibration: z.array(z.number()), test: z.array(z.number()) }).partial(),
  }),
  'judgement.json': z.object({
    confidence: z.object({ wape: estimate.nullable(), gain: estimate.nullable() }).partial().catch({}),
    segments: z.array(z.object({ model: z.string(), level: z.string(), by: z.string(), segment: z.string(), metrics: figures })).catch([]),
    diagnostics: z
      .object({
        bias: z.object({ percent: z.number() }),
        growth: z.array(z.object({ from: z.number(), to: z.number(), error: z.number() })),
      })
      .partial()
      .catch({}),
    recommendations: z.array(z.object({ code: z.string(), severity: z.enum(['info', 'warning']), message: z.string() })).catch([]),
  }),
  'data.json': z.object({
    firstDate: z.iso.date().optional(),
    rows: z.number().optional(),
    seriesCount: z.number().optional(),
    known: z.array(z.string()).catch([]),
    past: z.array(z.string()).catch([]),
  }),
  'environment.json': z.object({
    almanac: z.object({ version: z.string(), revision: z.string().nullish() }),
    libraries: z.record(z.string(), z.object({ version: z.string().nullable().catch(null) }).nullable()).catch({}),
  }),
  'model/forecaster.json': z.object({
    weights: z.array(z.object({ from: z.number(), to: z.number(), weights: z.record(z.string(), z.number()) })).catch([]),
  }),
  'features.json': z.array(z.object({ feature: z.string(), gain: z.number() })),
} as const;
export type RunFileName = keyof typeof runFiles;
export type RunFile<Name extends RunFileName> = z.infer<(typeof runFiles)[Name]>;

/** One file of a tracked run; undefined where there is none, or nothing in it that is known. */
export async function runFile<Name extends RunFileName>(runId: string | undefined, name: Name): Promise<RunFile<Name> | undefined> {
  if (runId === undefined) return undefined;
  const run = await db().run.findUnique({ where: { id: runId }, select: { artifactUri: true } });
  if (!run?.artifactUri.startsWith('mlflow-artifacts:')) return undefined;
  const path = `${artifactPath(run.artifactUri)}/${name}`;
  if (!(await artifactStore().stat(path))) return undefined;
  const read = runFiles[name].safeParse(JSON.parse((await artifactStore().read(path)).toString('utf8')));
  return read.success ? (read.data as RunFile<Name>) : undefined;
}
