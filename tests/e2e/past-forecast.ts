import { randomUUID } from 'node:crypto';
import { isoDate, parseDay } from '@/lib/data/days';
import { writePanel } from '@/lib/data/panel-file';
import { seriesId } from '@/lib/datasets/series-id';
import { publishForecast } from '@/lib/forecasts/service';
import { sampleDataset } from '@/lib/pipeline/parameters';
import { modelName } from '@/lib/registry/names';
import { days, horizon, origin, stores } from './retailer';

/** A forecast from some days before the last one, of stores and of their sum, that always says the same: what it spoke of has come by now. */
export async function publishPast(daysBefore: number): Promise<void> {
  const before = parseDay(origin) - daysBefore;
  const series = [
    ...stores.map((store) => ({ level: 'store', keys: { store }, mean: 14_000 })),
    { level: 'total', keys: {}, mean: 84_000 },
  ];
  const points = series.flatMap(({ level, keys, mean }) =>
    Array.from({ length: horizon }, (_, k) => ({
      id: seriesId(sampleDataset, level, keys),
      level,
      mean,
      step: k + 1,
      date: isoDate(before + k + 1),
    })),
  );
  const at = (factor: number) => Float64Array.from(points, ({ mean }) => mean * factor);
  await publishForecast({
    ...{ pipelineRunId: randomUUID(), dataset: sampleDataset, datasetVersion: 1, level: 'store', frequency: 'day', horizon },
    ...{ origin: isoDate(before), modelName: modelName({ dataset: sampleDataset, level: 'store', frequency: 'day' }), modelVersion: 1 },
    ...{ intervalMethod: 'conformal', publishedAt: `${isoDate(before)}T06:00:00Z` },
    points: {
      seriesId: points.map(({ id }) => id),
      level: points.map(({ level }) => level),
      step: Int32Array.from(points, ({ step }) => step),
      date: points.map(({ date }) => date),
      ...{ mean: at(1), lower80: at(0.5), upper80: at(1.5), lower90: at(0.4), upper90: at(1.6), lower95: at(0.3), upper95: at(1.7) },
    },
  });
}

/** The data that a run read: steady sales, and a price that has doubled in the last four weeks. */
export async function keepPanel(runId: string): Promise<void> {
  const last = parseDay(origin);
  const rows = stores.length * days;
  const day = (row: number) => last - days + 1 + (row % days);
  const recent = (row: number) => day(row) > last - 28;
  const keys = stores.map((store) => ({ store }));
  const ids = stores.map((store) => seriesId(sampleDataset, 'store', { store }));
  const fill = (value: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => value(row));
  await writePanel(
    runId,
    {
      ...{ frequency: 'day', ids, keys, origin: last, past: {} },
      indptr: Int32Array.from({ length: ids.length + 1 }, (_, k) => k * days),
      ds: Int32Array.from({ length: rows }, (_, row) => day(row)),
      y: fill((row) => 1000 + 200 * Math.sin(row * 1.7)),
      known: { price: fill((row) => (recent(row) ? 20 : 10) + Math.sin(row)) },
    },
    {
      ...{ dataset: sampleDataset, datasetVersion: 1, fingerprint: 'f'.repeat(64), level: 'store', frequency: 'day', origin, horizon: 0 },
      ...{ firstDate: isoDate(last - days + 1), lastDate: origin, rows, keyNames: ['store'], known: ['price'], past: [], units: {} },
      series: ids.map((id, k) => ({ id, keys: keys[k] ?? {} })),
    },
  );
}
