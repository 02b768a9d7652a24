import { randomUUID } from 'node:crypto';
import { dayOf, isoDate, parseDay } from '@/lib/data/days';
import { writeCalendar } from '@/lib/datasets/calendar';
import { seriesId } from '@/lib/datasets/series-id';
import { publishSeries } from '@/lib/datasets/service';
import { db } from '@/lib/db';
import { publishForecast } from '@/lib/forecasts/service';
import { sampleDataset } from '@/lib/pipeline/parameters';
import { modelName } from '@/lib/registry/names';
import { registerVersion, setAliases } from '@/lib/registry/service';

export const origin = '2026-11-22';
export const horizon = 30;
export const days = 500;
export const stores = ['store_001', 'store_002', 'store_003', 'store_004', 'store_005', 'store_006'];

const weekdays = [0.86, 0.88, 0.9, 0.97, 1.18, 1.32, 1.14];
const last = parseDay(origin);
const scope = { dataset: sampleDataset, level: 'store', frequency: 'day' as const };

/** Sales of a store on a day: its size, the weekday, the season, a little trend. No chance in it. */
function sales(store: number, day: number): number {
  const season = 1 + 0.15 * Math.sin(((day - dayOf(2026, 1, 1)) / 365.25) * 2 * Math.PI + 1.5) + 0.04 * Math.sin(day * 1.7 + store);
  return (6000 + 2500 * store) * (weekdays[(day + 3) % 7] ?? 1) * season * (1 + (day - last) * 0.0002);
}

/** The dataset itself, as the first run makes it: one version and its calendar. */
export async function seedRetailer(): Promise<void> {
  const version = {
    version: 1,
    uri: `mlflow-artifacts:/datasets/${sampleDataset}/1`,
    fingerprint: 'f'.repeat(64),
    rowCount: days * stores.length,
  };
  const span = { firstDate: new Date(isoDate(last - days + 1)), lastDate: new Date(origin) };
  await db().dataset.create({ data: { name: sampleDataset, kind: 'synthetic', versions: { create: { ...version, ...span } } } });
  const promotion = { kind: 'holiday', category: 'Electronics', productId: null, region: null, discount: 0.3 };
  await writeCalendar(sampleDataset, 1, {
    promotions: [{ ...promotion, id: 'black-friday', name: 'Black Friday', startDate: '2026-11-27', endDate: '2026-11-29' }],
    storeEvents: [
      {
        id: 'works',
        storeId: 'store_002',
        kind: 'renovation',
        name: 'New floor',
        startDate: '2026-10-05',
        endDate: '2026-10-07',
        closedShare: 1,
      },
    ],
  });
}

/** What a finished run leaves: histories, a forecast of stores and total with intervals, and a champion. */
export async function seedForecast(pipelineRunId: string = randomUUID()): Promise<string> {
  await publish(
    'store',
    stores.map((store) => ({ store })),
    (series, day) => sales(series + 1, day),
  );
  const whole = (_: number, day: number) => stores.reduce((sum, _, index) => sum + sales(index + 1, day), 0);
  await publish('total', [{}], whole);

  const series = [
    ...stores.map((store, index) => ({
      id: seriesId(sampleDataset, 'store', { store }),
      level: 'store',
      at: (day: number) => sales(index + 1, day),
    })),
  ];
  series.push({ id: seriesId(sampleDataset, 'total', {}), level: 'total', at: (day) => whole(0, day) });
  const points = series.flatMap(({ id, level, at }) =>
    Array.from({ length: horizon }, (_, k) => ({ id, level, step: k + 1, day: last + k + 1, mean: at(last + k + 1) * 1.03 })),
  );
  const bound = (width: number) => Float64Array.from(points, ({ mean, step }) => mean * (1 + width * Math.sqrt(1 + step / 10)));
  const version = await registerChampion(pipelineRunId);
  await publishForecast({
    ...scope,
    pipelineRunId,
    datasetVersion: 1,
    origin,
    horizon,
    modelName: modelName(scope),
    modelVersion: version,
    intervalMethod: 'conformal',
    points: {
      seriesId: points.map(({ id }) => id),
      level: points.map(({ level }) => level),
      step: Int32Array.from(points, ({ step }) => step),
      date: points.map(({ day }) => isoDate(day)),
      mean: bound(0),
      lower80: bound(-0.06),
      upper80: bound(0.06),
      lower90: bound(-0.08),
      upper90: bound(0.08),
      lower95: bound(-0.1),
      upper95: bound(0.1),
    },
  });
  return pipelineRunId;
}

async function publish(level: string, keys: Record<string, string>[], at: (series: number, day: number) => number): Promise<void> {
  const ds = keys.flatMap(() => Array.from({ length: days }, (_, k) => last - days + 1 + k));
  await publishSeries({
    dataset: sampleDataset,
    level,
    panel: {
      frequency: 'day',
      ids: keys.map((key) => seriesId(sampleDataset, level, key)),
      keys,
      indptr: Int32Array.from({ length: keys.length + 1 }, (_, index) => index * days),
      ds: Int32Array.from(ds),
      y: Float64Array.from(ds, (day, row) => at(Math.floor(row / days), day)),
      known: {},
      past: {},
      origin: last,
    },
  });
}

async function registerChampion(pipelineRunId: string): Promise<number> {
  const name = modelName(scope);
  const { version } = await registerVersion({
    name,
    scope,
    runId: null,
    pipelineRunId,
    source: 'mlflow-artifacts:/1/models/m-1',
    config: { best: 'ensemble' },
    metrics: figures.ensemble,
    datasetVersion: 1,
    trainedThrough: origin,
  });
  await setAliases([{ name, alias: 'champion', version, expectedVersion: null }], { reason: 'first model', actor: 'pipeline' });
  return version;
}

const errors = (size: number) => ({
  rmse: 1400 * size,
  mae: 1000 * size,
  mape: 8 * size,
  smape: 7.8 * size,
  wape: 6.8 * size,
  mase: 0.75 * size,
  r2: 0.9,
  bias: -40,
  count: 900,
});

/** Figures by model, as a run's result has them. */
export const figures = {
  lightgbm: { backtest: errors(1.06), test: errors(1.1) },
  xgboost: { backtest: errors(1.09), test: errors(1.07) },
  'seasonal-naive': { backtest: errors(1.6), test: errors(1.7) },
  ensemble: { backtest: errors(1), test: errors(1.02) },
};
