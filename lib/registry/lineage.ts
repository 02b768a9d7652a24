import { db } from '@/lib/db';
import { toTime } from '@/lib/tracking/tracked-runs';
import type { Lineage } from './lineage-schema';
import { getVersion } from './service';

const mostForecasts = 100;

/** From the data to the forecasts of a version. @throws AlmanacError `not_found` naming `version` */
export async function lineageOf(name: string, number: number): Promise<Lineage> {
  const version = await getVersion(name, number);
  const { runId, pipelineRunId, createdAt, aliases } = version;
  const published = { modelName: name, modelVersion: number };
  const [data, inputs, pipelineRun, run, together, forecasts, forecastCount] = await Promise.all([
    dataOf(name, version.datasetVersion),
    runId ? db().runInput.findMany({ where: { runId }, orderBy: [{ name: 'asc' }, { digest: 'asc' }] }) : [],
    pipelineRunId ? db().pipelineRun.findUnique({ where: { id: pipelineRunId } }) : null,
    runId ? db().run.findUnique({ where: { id: runId } }) : null,
    pipelineRunId
      ? db().modelVersion.findMany({
          where: { pipelineRunId, NOT: { name } },
          select: { name: true, version: true },
          orderBy: { name: 'asc' },
        })
      : [],
    db().forecast.findMany({ where: published, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }], take: mostForecasts }),
    db().forecast.count({ where: published }),
  ]);
  return {
    data,
    inputs: inputs.map(({ name: input, digest, sourceType, source }) => ({ name: input, digest, sourceType, source })),
    pipelineRun: pipelineRun && {
      id: pipelineRun.id,
      status: pipelineRun.status,
      createdAt: pipelineRun.createdAt.toISOString(),
      finishedAt: pipelineRun.finishedAt?.toISOString() ?? null,
      repeatOf: pipelineRun.repeatOf,
    },
    run: run && {
      id: run.id,
      name: run.name,
      experimentId: String(run.experimentId),
      status: run.status,
      startedAt: toTime(run.startTime),
    },
    version: { name, version: number, createdAt, aliases },
    together,
    forecasts: forecasts.map(({ id, pipelineRunId: by, level, origin, horizon, publishedAt }) => ({
      ...{ id, pipelineRunId: by, level, origin: origin.toISOString().slice(0, 10), horizon },
      publishedAt: publishedAt?.toISOString() ?? null,
    })),
    forecastCount,
  };
}

async function dataOf(name: string, version: number | null): Promise<Lineage['data']> {
  const model = await db().registeredModel.findUnique({ where: { name }, select: { dataset: true } });
  const dataset = model?.dataset;
  if (!dataset || version === null) return null;
  const [row, newest] = await Promise.all([
    db().datasetVersion.findUnique({ where: { dataset_version: { dataset, version } } }),
    db().datasetVersion.aggregate({ where: { dataset }, _max: { version: true } }),
  ]);
  const day = (value: Date | undefined) => value?.toISOString().slice(0, 10) ?? null;
  return {
    ...{ dataset, version, fingerprint: row?.fingerprint ?? null, firstDate: day(row?.firstDate), lastDate: day(row?.lastDate) },
    rowCount: row ? Number(row.rowCount) : null,
    isCurrent: newest._max.version === version,
  };
}
