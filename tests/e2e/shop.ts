import { randomUUID } from 'node:crypto';
import { isoDate } from '@/lib/data/days';
import { writeCalendar } from '@/lib/datasets/calendar';
import { db } from '@/lib/db';
import { env } from '@/lib/env';
import { publishForecast } from '@/lib/forecasts/service';
import { locateLibrary } from '@/lib/models/native/locate.mjs';
import { horizon, publishRun, salesPanel } from '../serving/published-run';

/** A dataset of two stores and three products whose forecast a real run has published, so that its models can be asked. */
export const shop = 'shop';
const panel = salesPanel();
/** The origins of its forecasts: the latest, and one a week before. */
export const shopOrigin = isoDate(panel.origin);
export const shopBefore = isoDate(panel.origin - 7);

/** Names the installed boosters by their paths: call it before `visit` gives the file a data folder of its own. */
export function useInstalledBoosters(): void {
  const dataDir = env().ALMANAC_DATA_DIR;
  for (const name of ['lightgbm', 'xgboost'] as const)
    process.env[`${name.toUpperCase()}_LIBRARY`] ??= locateLibrary(name, { dataDir }).path ?? '';
}

/** Trains and publishes, in seconds; and what was said a week before: 100 a day for store a and for all. */
export async function seedShop(): Promise<void> {
  await publishRun(randomUUID(), panel, {
    dataset: shop,
    models: ['lightgbm', 'seasonal-naive', 'ensemble'],
    strategies: ['direct'],
    backtestOrigins: 1,
  });
  await db().datasetVersion.create({
    data: {
      ...{
        dataset: shop,
        version: 1,
        uri: `mlflow-artifacts:/datasets/${shop}/manifests/1.json`,
        fingerprint: 'f'.repeat(64),
        rowCount: 3000,
      },
      ...{ firstDate: new Date(isoDate(panel.ds[0] as number)), lastDate: new Date(shopOrigin) },
    },
  });
  const day = (after: number) => isoDate(panel.origin + after);
  const promotion = { kind: 'flash', category: 'dry', productId: null, region: null, discount: 0.2 };
  await writeCalendar(shop, 1, {
    promotions: [{ ...promotion, id: 'sale', name: 'Spring sale', startDate: day(2), endDate: day(3) }],
    storeEvents: [{ id: 'works', storeId: 'b', kind: 'closure', name: 'New floor', startDate: day(5), endDate: day(5), closedShare: 1 }],
  });
  const series = [`${shop}:store:a`, `${shop}:total`];
  const points = series.flatMap((id) => Array.from({ length: horizon }, (_, k) => ({ id, step: k + 1 })));
  const flat = (value: number) => new Float64Array(points.length).fill(value);
  await publishForecast({
    ...{
      pipelineRunId: randomUUID(),
      dataset: shop,
      datasetVersion: 1,
      level: 'store+product',
      frequency: 'day',
      origin: shopBefore,
      horizon,
    },
    ...{ modelName: 'sales-forecast', modelVersion: null, intervalMethod: 'conformal', publishedAt: `${shopBefore}T06:00:00Z` },
    points: {
      seriesId: points.map(({ id }) => id),
      level: points.map(({ id }) => id.split(':')[1] as string),
      step: Int32Array.from(points, ({ step }) => step),
      date: points.map(({ step }) => isoDate(panel.origin - 7 + step)),
      ...{
        mean: flat(100),
        lower80: flat(0),
        upper80: flat(1e6),
        lower90: flat(0),
        upper90: flat(1e6),
        lower95: flat(0),
        upper95: flat(1e6),
      },
    },
  });
}
