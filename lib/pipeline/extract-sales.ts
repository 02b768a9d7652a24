import { isoDate } from '@/lib/data/days';
import { storePlan } from '@/lib/data/plan/plan';
import type { PlanEdit } from '@/lib/data/plan/plan-edit';
import { DataSource } from '@/lib/data/source';
import type { Manifest } from '@/lib/datasets/manifest';
import type { DatasetVersion } from '@/lib/datasets/schema';
import { extractPanel } from './extract-panel';
import { extractWindow } from './extract-window';
import type { Extraction } from './extraction';
import type { TaskContext } from './task';

/** The panel of a dataset of sales tables: picks the day files, holds them against the manifest, and aggregates them. */
export async function extractSales(
  { parameters, report, signal }: TaskContext,
  version: DatasetVersion,
  manifest: Manifest,
  edits: readonly PlanEdit[] = [],
): Promise<Extraction> {
  const { level, frequency, horizon } = parameters;
  const window = extractWindow(manifest, parameters);
  report({ fraction: 0.5, message: `${window.files} days of sales, ${isoDate(window.first)} to ${isoDate(window.last)}` });
  const source = await DataSource.open(manifest);
  for (const table of ['sales', 'customer_traffic'] as const) await source.verify(table, window);
  for (const table of ['inventory', 'promotions', 'store_events', 'prices'] as const) await source.verify(table);
  signal.throwIfAborted();
  report({ fraction: 0.7, message: 'files are as the manifest says' });
  const { panel, planned, assortment, units, rows } = extractPanel(source, window, {
    level,
    frequency,
    horizon,
    regions: regionsOf(version),
    edits: edits.filter((edit) => edit.kind !== 'covariate'),
  });
  const has = (name: string) => (panel.known[name] ? name : null);
  return {
    panel,
    meta: { units, filled: {}, price: has('price_index'), promotion: has('promotion_share') },
    rows,
    files: window.files,
    first: window.first,
    last: window.last,
    notes: [],
    plan: storePlan({ planned, assortment }, panel.origin),
  };
}

/** Region of each store, where the dataset's metadata tell. */
function regionsOf({ metadata }: DatasetVersion): Map<string, string> {
  const stores = Array.isArray(metadata.storeDetails) ? (metadata.storeDetails as { id: string; region: string }[]) : [];
  return new Map(stores.map(({ id, region }) => [id, region]));
}
