import { createHash } from 'node:crypto';
import pl from 'nodejs-polars';
import { isoDate } from '@/lib/data/days';
import { parquetBytes } from '@/lib/data/parquet';
import { fingerprintOf, writeManifest } from '@/lib/datasets/manifest';
import { publishSeries } from '@/lib/datasets/service';
import { db } from '@/lib/db';
import { publishForecast } from '@/lib/forecasts/service';
import { Workspace } from '@/lib/pipeline/workspace';
import { modelName } from '@/lib/registry/names';
import { registerVersion, setAliases } from '@/lib/registry/service';
import { artifactStore, artifactUri } from '@/lib/storage';
import { figures } from '@/tests/e2e/retailer';
import { type Chain, chainDataset, chainHorizon, chainLevel } from './chain';

const scope = { dataset: chainDataset, level: chainLevel, frequency: 'day' as const };
const root = `datasets/${chainDataset}/data`;
const structure = { frequency: 'day' as const, keys: ['store', 'product'], attributes: { category: 'product' } };

/** The dataset as an import leaves it, with its one file, and the histories of every level. */
export async function seedSales(chain: Chain): Promise<void> {
  const { origin, days, modelled } = chain;
  const first = origin - days + 1;
  const sales = chain.table(first, days, (series, day) => chain.sales(series, day));
  const file = await writeObservations(chain, sales);
  const span = { firstDate: chain.firstDate, lastDate: isoDate(origin) };
  const fingerprint = fingerprintOf([file]);
  await writeManifest({
    ...{ dataset: chainDataset, version: 1, root, ...span, rowCount: sales.length, fingerprint, files: [file] },
    observations: {
      ...{ ...structure, known: [], past: [], price: null, promotion: null },
      rules: { duplicates: 'error', gaps: 'missing', negatives: 'keep', lateStart: 'trim', earlyEnd: 'missing', closures: 'zero' },
    },
  });
  await db().dataset.create({
    data: {
      ...{ name: chainDataset, kind: 'imported', description: 'A made-up chain of stores.' },
      versions: {
        create: {
          ...{ version: 1, uri: artifactUri(root), fingerprint, rowCount: sales.length },
          ...{ firstDate: new Date(span.firstDate), lastDate: new Date(span.lastDate) },
        },
      },
    },
  });
  for (const level of chain.levels) {
    const y = level === modelled ? sales : chain.sums(level, sales, days);
    const ds = Int32Array.from({ length: y.length }, (_, row) => first + (row % days));
    const indptr = Int32Array.from({ length: level.ids.length + 1 }, (_, k) => k * days);
    const panel = { frequency: 'day' as const, ids: level.ids, keys: level.keys, indptr, ds, y, known: {}, past: {}, origin };
    await publishSeries({ dataset: chainDataset, level: level.level, panel });
  }
}

async function writeObservations({ origin, days, modelled: { keys } }: Chain, sales: Float64Array) {
  const dates = Array.from({ length: days }, (_, k) => isoDate(origin - days + 1 + k));
  const column = (name: string) => keys.map((key) => key[name] as string);
  const series = pl.DataFrame({ store: column('store'), product: column('product'), category: column('category') });
  const calendar = pl.DataFrame({ date: dates }).withColumn(pl.col('date').str.strptime(pl.Date, '%Y-%m-%d'));
  const frame = series.join(calendar, { how: 'cross' }).withColumn(pl.Series('y', sales, pl.Float64));
  const bytes = parquetBytes(frame.select('date', 'store', 'product', 'category', 'y'), 'zstd');
  const path = `observations/part-${dates[0]?.slice(0, 4)}-000-bench.parquet`;
  await artifactStore().put(`${root}/${path}`, bytes, { contentType: 'application/vnd.apache.parquet' });
  return { path, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), rows: frame.height };
}

/**
 * A champion of a hundred and some versions, and its forecasts as successive weeks published them.
 * @param runIds pipeline runs that did so, the latest first
 */
export async function seedForecasts(chain: Chain, runIds: string[]): Promise<void> {
  const name = modelName(scope);
  for (let version = 1; version <= runIds.length; version++) {
    const pipelineRunId = runIds[runIds.length - version] as string;
    await registerVersion({
      ...{ name, scope, runId: null, pipelineRunId, source: `mlflow-artifacts:/1/models/m-${version}`, config: { best: 'ensemble' } },
      ...{ metrics: figures.ensemble, datasetVersion: 1, trainedThrough: isoDate(chain.origin - 7 * (runIds.length - version)) },
    });
  }
  await setAliases([{ name, alias: 'champion', version: runIds.length, expectedVersion: null }], { reason: 'better', actor: 'pipeline' });
  for (const [age, pipelineRunId] of runIds.entries()) await publishVintage(chain, age, pipelineRunId, runIds.length - age);
}

async function publishVintage(chain: Chain, age: number, pipelineRunId: string, modelVersion: number): Promise<void> {
  const origin = chain.origin - 7 * age;
  const told = chain.table(origin + 1, chainHorizon, (series, day) => chain.expected(series, day) * (1 + 0.02 * Math.sin(day + age)));
  const levels = chain.levels.map((level) => ({ ...level, mean: chain.sums(level, told, chainHorizon) }));
  const rows = levels.flatMap(({ level, ids, mean }) =>
    Array.from(mean, (value, k) => ({ level, id: ids[Math.floor(k / chainHorizon)] as string, value, step: (k % chainHorizon) + 1 })),
  );
  const bound = (width: number) => Float64Array.from(rows, ({ value, step }) => value * (1 + width * Math.sqrt(1 + step / 10)));
  await publishForecast({
    ...{ ...scope, pipelineRunId, datasetVersion: 1, origin: isoDate(origin), horizon: chainHorizon },
    ...{ modelName: modelName(scope), modelVersion, intervalMethod: 'conformal', publishedAt: `${isoDate(origin + 1)}T06:00:00Z` },
    points: {
      seriesId: rows.map(({ id }) => id),
      level: rows.map(({ level }) => level),
      step: Int32Array.from(rows, ({ step }) => step),
      date: rows.map(({ step }) => isoDate(origin + step)),
      ...{ mean: bound(0), lower80: bound(-0.1), upper80: bound(0.1), lower90: bound(-0.14), upper90: bound(0.14) },
      ...{ lower95: bound(-0.18), upper95: bound(0.18) },
    },
  });
  const { modelled } = chain;
  await new Workspace(pipelineRunId).writeJson('panel.json', {
    ...{ dataset: chainDataset, datasetVersion: 1, level: chainLevel, frequency: 'day', origin: isoDate(origin), horizon: chainHorizon },
    ...{ attributes: structure.attributes, series: modelled.ids.map((id, k) => ({ id, keys: modelled.keys[k] })) },
  });
}
