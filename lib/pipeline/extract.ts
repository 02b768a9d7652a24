import { isoDate } from '@/lib/data/days';
import { type PanelMeta, writePanel } from '@/lib/data/panel-file';
import { DataSource } from '@/lib/data/source';
import { readManifest } from '@/lib/datasets/manifest';
import { ensureSampleRetailer } from '@/lib/datasets/sample-retailer';
import type { DatasetVersion } from '@/lib/datasets/schema';
import { levelKeys } from '@/lib/datasets/series-id';
import { currentVersion } from '@/lib/datasets/service';
import { extractPanel } from './extract-panel';
import { extractWindow } from './extract-window';
import { sampleDataset } from './parameters';
import type { Task, TaskContext } from './task';
import { Workspace } from './workspace';

export interface ExtractOutput {
  panelUri: string;
  /** Rows of the panel, those of the horizon included. */
  rows: number;
  /** Rows of sales read. */
  salesRows: number;
  series: number;
  /** First and last day with data. */
  firstDate: string;
  lastDate: string;
  /** Day files of sales read. */
  files: number;
  fingerprint: string;
  dataset: string;
  datasetVersion: number;
}

/**
 * Brings the run's data together: makes the sample retailer's where they are missing, picks the day files, checks them
 * against the manifest, and writes the panel that every later task reads. What it chose is in `extract.json`.
 */
export const extract: Task<ExtractOutput> = async (context) => {
  const { parameters, runId } = context;
  const { dataset, level, frequency, horizon } = parameters;
  const version = await versionFor(context);
  const manifest = await readManifest(dataset, version.version);
  const window = extractWindow(manifest, parameters);
  context.report({ fraction: 0.5, message: `${window.files} days of sales, ${isoDate(window.first)} to ${isoDate(window.last)}` });
  const source = await DataSource.open(manifest);
  for (const table of ['sales', 'customer_traffic'] as const) await source.verify(table, window);
  for (const table of ['inventory', 'promotions', 'store_events', 'prices'] as const) await source.verify(table);
  context.signal.throwIfAborted();
  context.report({ fraction: 0.7, message: 'files are as the manifest says' });

  const { panel, assortment, units, rows } = extractPanel(source, window, { level, frequency, horizon, regions: regionsOf(version) });
  context.signal.throwIfAborted();
  const meta: PanelMeta = {
    dataset,
    datasetVersion: version.version,
    fingerprint: version.fingerprint,
    level,
    frequency,
    origin: isoDate(panel.origin),
    horizon,
    firstDate: isoDate(panel.ds.reduce((first, day) => Math.min(first, day), Number.POSITIVE_INFINITY)),
    lastDate: isoDate(panel.ds.at(-1) as number),
    rows: panel.ds.length,
    keyNames: levelKeys(level),
    known: Object.keys(panel.known),
    past: Object.keys(panel.past),
    units: Object.fromEntries(['y', ...Object.keys(panel.known), ...Object.keys(panel.past)].map((name) => [name, units[name] ?? ''])),
    series: panel.ids.map((id, i) => ({ id, keys: panel.keys[i] as Record<string, string> })),
    productCategory: Object.fromEntries(assortment.products),
  };
  const output: ExtractOutput = {
    panelUri: await writePanel(runId, panel, meta),
    rows: panel.ds.length,
    salesRows: rows,
    series: panel.ids.length,
    firstDate: isoDate(window.first),
    lastDate: isoDate(window.last),
    files: window.files,
    fingerprint: version.fingerprint,
    dataset,
    datasetVersion: version.version,
  };
  await new Workspace(runId).writeJson('extract.json', output);
  context.report({ fraction: 1, message: `${panel.ids.length} series from ${rows} rows of sales` });
  return output;
};

/** The newest version of the run's dataset; the sample retailer's is brought up to the last complete week first. */
async function versionFor({ parameters, report, signal }: TaskContext): Promise<DatasetVersion> {
  if (parameters.dataset !== sampleDataset) return currentVersion(parameters.dataset);
  return ensureSampleRetailer({ signal, onProgress: (done) => report({ fraction: 0.5 * done, message: 'making the sample retailer' }) });
}

/** Region of each store, where the dataset's metadata tell. */
function regionsOf({ metadata }: DatasetVersion): Map<string, string> {
  const stores = Array.isArray(metadata.storeDetails) ? (metadata.storeDetails as { id: string; region: string }[]) : [];
  return new Map(stores.map(({ id, region }) => [id, region]));
}
