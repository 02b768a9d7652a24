import { dayOfInstant, isoDate } from '@/lib/data/days';
import { isFiner } from '@/lib/data/period-clock';
import { db } from '@/lib/db';
import type { Panel, PanelFrequency } from '@/lib/features/panel';
import { type DataSpan, type History, lastLabel, mergeHistory } from './history';
import { seriesId } from './series-id';

/** Values sent in one statement: a few megabytes of text, whatever the number and length of series. */
const valuesInBatch = 250_000;

type Transaction = Parameters<Parameters<ReturnType<typeof db>['$transaction']>[0]>[0];

interface StoredSeries {
  id: string;
  frequency: PanelFrequency;
  first: number;
  last: number;
}

/**
 * Writes the series of one level with their histories. Where a history is stored already in the same frequency, its values are
 * replaced where the panel has some and kept where it has none: see `mergeHistory`. A coarser frequency than the stored one
 * leaves it, as days tell more than weeks; a finer one takes its place.
 */
export async function publishSeries({ dataset, level, panel }: { dataset: string; level: string; panel: Panel }): Promise<void> {
  await db().$transaction(
    async (tx) => {
      const data = await dataSpan(tx, dataset);
      for (const batch of batches(panel)) await writeBatch(tx, { dataset, level, panel }, batch, data);
    },
    { timeout: 600_000, maxWait: 60_000 },
  );
}

/** First and last day of the newest version; undefined where the dataset has none. */
async function dataSpan(tx: Transaction, dataset: string): Promise<DataSpan | undefined> {
  const version = await tx.datasetVersion.findFirst({
    where: { dataset },
    orderBy: { version: 'desc' },
    select: { firstDate: true, lastDate: true },
  });
  return version ? { first: dayOfInstant(version.firstDate), last: dayOfInstant(version.lastDate) } : undefined;
}

/** Series in runs that have some values together. */
function* batches({ indptr, ids }: Panel): Generator<{ from: number; to: number }> {
  for (let from = 0; from < ids.length; ) {
    let to = from + 1;
    while (to < ids.length && (indptr[to + 1] as number) - (indptr[from] as number) <= valuesInBatch) to++;
    yield { from, to };
    from = to;
  }
}

async function writeBatch(
  tx: Transaction,
  { dataset, level, panel }: { dataset: string; level: string; panel: Panel },
  { from, to }: { from: number; to: number },
  data: DataSpan | undefined,
): Promise<void> {
  const fresh = Array.from({ length: to - from }, (_, k) => {
    const keys = panel.keys[from + k] as Record<string, string>;
    return { id: seriesId(dataset, level, keys), keys: JSON.stringify(keys), history: historyOf(panel, from + k) };
  });
  const stored = new Map(
    (
      await storedSeries(
        tx,
        fresh.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  const merging = fresh.filter(({ id, history }) => needsMerge(history, stored.get(id)));
  const before = await storedHistories(
    tx,
    merging.map(({ id }) => id),
  );
  const rows = fresh.flatMap(({ id, keys, history }) => {
    const known = stored.get(id);
    if (known && isFiner(known.frequency, history.frequency)) return [];
    const values = before.get(id);
    const merged = known && values ? mergeHistory(history, { frequency: known.frequency, first: known.first, values }, data) : history;
    return [{ id, keys, first: isoDate(merged.first), last: isoDate(lastLabel(merged)), history: arrayText(merged.values) }];
  });
  await tx.$executeRaw`
    INSERT INTO series (id, dataset, level, keys, frequency, first_date, last_date, history, updated_at)
    SELECT row.id, ${dataset}, ${level}, row.keys::jsonb, ${panel.frequency}::frequency, row.first::date, row.last::date, row.history::float8[], now()
    FROM unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.keys)}::text[], ${rows.map((row) => row.first)}::text[],
      ${rows.map((row) => row.last)}::text[], ${rows.map((row) => row.history)}::text[]) AS row(id, keys, first, last, history)
    ON CONFLICT (id) DO UPDATE SET keys = excluded.keys, frequency = excluded.frequency, first_date = excluded.first_date,
      last_date = excluded.last_date, history = excluded.history, updated_at = now()`;
}

/** Values of one series up to the origin; NaN is what an array of numbers has for nothing. */
function historyOf(panel: Panel, series: number): History {
  const start = panel.indptr[series] as number;
  let end = panel.indptr[series + 1] as number;
  while (end > start && (panel.ds[end - 1] as number) > panel.origin) end--;
  return { frequency: panel.frequency, first: panel.ds[start] as number, values: panel.y.subarray(start, end) };
}

/** Whether something stored reaches beyond the fresh values, and so may have to stay. */
function needsMerge(fresh: History, stored: StoredSeries | undefined): boolean {
  return stored !== undefined && stored.frequency === fresh.frequency && (stored.first < fresh.first || stored.last > lastLabel(fresh));
}

async function storedSeries(tx: Transaction, ids: string[]): Promise<StoredSeries[]> {
  const rows = await tx.$queryRaw<{ id: string; frequency: PanelFrequency; first: Date; last: Date }[]>`
    SELECT id, frequency::text AS frequency, first_date AS first, last_date AS last FROM series WHERE id = ANY(${ids}::text[]) FOR UPDATE`;
  return rows.map((row) => ({ ...row, first: dayOfInstant(row.first), last: dayOfInstant(row.last) }));
}

async function storedHistories(tx: Transaction, ids: string[]): Promise<Map<string, (number | null)[]>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; history: (number | null)[] }[]>`
    SELECT id, to_json(history) AS history FROM series WHERE id = ANY(${ids}::text[])`;
  return new Map(rows.map(({ id, history }) => [id, history]));
}

/** One text a series: arrays of arrays of unequal length have no SQL type. */
function arrayText(values: ArrayLike<number | null>): string {
  const texts = new Array<string>(values.length);
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number | null;
    texts[k] = value === null || Number.isNaN(value) ? 'NULL' : String(value);
  }
  return `{${texts.join(',')}}`;
}
