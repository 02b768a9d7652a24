import { z } from 'zod';
import { getDataset } from '@/lib/datasets/service';
import { AlmanacError } from '@/lib/errors';
import { getPipelineRun } from '@/lib/pipeline-runs/service';
import { availablePlots } from '@/lib/plots/available';
import { readPlot } from '@/lib/plots/read-plot';
import { readRunJson } from '@/lib/plots/run-json';
import type { PlotName, PlotOf } from '@/lib/plots/schema';
import { type RunVersion, versionsOfRun } from '@/lib/registry/versions-of-run';
import type { MetricLine, TrackedRun } from '@/lib/tracking/schema';
import { getTrackedRun, metricLine, metricOutlines, type RunSurroundings, runSurroundings } from '@/lib/tracking/service';

/** Points of a curve on paper. */
const curvePoints = 300;

const figure = z.number().nullable();
const files = {
  data: z.looseObject({
    dataset: z.string(),
    datasetVersion: z.number(),
    fingerprint: z.string(),
    level: z.string().optional(),
    frequency: z.string().optional(),
    origin: z.string().optional(),
    firstDate: z.string().optional(),
    horizon: z.number().optional(),
    rows: z.number().optional(),
    seriesCount: z.number().optional(),
    panelSha256: z.string().nullish(),
    known: z.array(z.string()).optional(),
    past: z.array(z.string()).optional(),
  }),
  validation: z.looseObject({
    status: z.string(),
    rows: z.number().optional(),
    checks: z.array(z.looseObject({ name: z.string(), severity: z.string(), passed: z.boolean(), count: z.number(), message: z.string() })),
  }),
  environment: z.record(z.string(), z.unknown()),
  judgement: z.looseObject({
    confidence: z.looseObject({ wape: z.looseObject({ lower: figure, upper: figure }) }).optional(),
    recommendations: z.array(z.looseObject({ message: z.string() })).optional(),
  }),
} as const;
type FileName = keyof typeof files;

/** All that a report of a run tells. What the run did not log is not there. */
export interface RunReport {
  run: TrackedRun;
  around: RunSurroundings;
  versions: RunVersion[];
  currency: string | null;
  timeZone: string;
  plots: { [Name in PlotName]?: PlotOf<Name> };
  files: { [Name in FileName]?: z.infer<(typeof files)[Name]> };
  /** Lines of the metrics that have one, by key. */
  curves: Record<string, MetricLine>;
}

/** @throws AlmanacError `not_found` naming `id` */
export async function readReport(id: string): Promise<RunReport> {
  const run = await getTrackedRun(id);
  const [around, versions, outlines, available] = await Promise.all([
    runSurroundings(id),
    versionsOfRun(id),
    metricOutlines(id),
    availablePlots(id),
  ]);
  const dataset = await datasetOf(run);
  const drawn = available.includes('comparison') ? ([...available, 'importance', 'shap'] as const) : available;
  const lines = outlines.filter(({ hasLine }) => hasLine).slice(0, 30);
  const [plots, told, curves] = await Promise.all([
    Promise.all(drawn.map(async (name) => [name, await orNothing(readPlot(id, name))] as const)),
    Promise.all((Object.keys(files) as FileName[]).map(async (name) => [name, await file(id, name)] as const)),
    Promise.all(lines.map(async ({ key }) => [key, await metricLine(id, key, { points: curvePoints })] as const)),
  ]);
  return {
    ...{ run, around, versions },
    currency: dataset?.currency ?? null,
    timeZone: dataset?.timeZone ?? 'UTC',
    plots: Object.fromEntries(plots.filter(([, data]) => data !== undefined)),
    files: Object.fromEntries(told.filter(([, value]) => value !== undefined)),
    curves: Object.fromEntries(curves),
  };
}

function file<Name extends FileName>(id: string, name: Name): Promise<RunReport['files'][Name] | undefined> {
  return orNothing(readRunJson(id, `${name}.json`, files[name] as unknown as z.ZodType<RunReport['files'][Name]>));
}

async function datasetOf({ pipelineRunId }: TrackedRun) {
  const pipelineRun = pipelineRunId ? await orNothing(getPipelineRun(pipelineRunId)) : undefined;
  return pipelineRun && orNothing(getDataset(pipelineRun.dataset));
}

/** A report of what there is: a part that was removed, never logged, or logged by another client in another shape is left out. */
async function orNothing<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AlmanacError && ['not_found', 'data_invalid', 'conflict'].includes(error.code)) return undefined;
    throw error;
  }
}
