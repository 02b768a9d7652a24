import { calendarAt } from '@/lib/calendar/records';
import { isoDate } from '@/lib/data/days';
import { type PanelMeta, writePanel } from '@/lib/data/panel-file';
import { readManifest } from '@/lib/datasets/manifest';
import { ensureSampleRetailer } from '@/lib/datasets/sample-retailer';
import type { DatasetVersion } from '@/lib/datasets/schema';
import { levelKeys } from '@/lib/datasets/series-id';
import { currentVersion, getDatasetVersion } from '@/lib/datasets/service';
import { defaultSettings, settingsOf } from '@/lib/datasets/settings';
import { extractObservations } from './extract-observations';
import { extractSales } from './extract-sales';
import { sampleDataset } from './parameters';
import { writeRunPlan } from './run-plan';
import { beginRun } from './run-start';
import type { Task, TaskContext } from './task';
import { Workspace } from './workspace';

export interface ExtractOutput {
  panelUri: string;
  /** Rows of the panel, those of the horizon included. */
  rows: number;
  /** Rows of data read. */
  salesRows: number;
  series: number;
  /** First and last day with data. */
  firstDate: string;
  lastDate: string;
  /** Data files read. */
  files: number;
  fingerprint: string;
  dataset: string;
  datasetVersion: number;
}

/**
 * Brings the run's data together: makes the sample retailer's where they are missing, checks the dataset's files against the
 * manifest, and writes the panel that every later task reads. What it chose is in `extract.json`.
 */
export const extract: Task<ExtractOutput> = async (context) => {
  const { parameters, runId } = context;
  const { dataset, level, frequency, horizon } = parameters;
  const version = await versionFor(context);
  const present = (await settingsOf([dataset])).get(dataset) ?? defaultSettings;
  const { settings, calendar = 0 } = await beginRun(context, version, present);
  const { entries, holidaysOff } = await calendarAt(dataset, calendar);
  const edits = entries.map(({ edit }) => edit);
  const manifest = await readManifest(dataset, version.version);
  const extraction = manifest.observations
    ? await extractObservations(context, manifest, settings, edits)
    : await extractSales(context, version, manifest, edits);
  const { panel } = extraction;
  context.log?.('info', `version ${version.version} of ${dataset}, fingerprint ${version.fingerprint.slice(0, 12)}`);
  context.log?.('info', `${extraction.files} files read, ${isoDate(extraction.first)} to ${isoDate(extraction.last)}`);
  if (calendar) context.log?.('info', `calendar version ${calendar}: ${entries.length} events, ${holidaysOff.length} holidays off`);
  for (const note of extraction.notes) context.log?.('warn', note);
  context.signal.throwIfAborted();
  const meta: PanelMeta = {
    dataset,
    datasetVersion: version.version,
    fingerprint: version.fingerprint,
    level,
    frequency,
    weekLabel: panel.weekLabel,
    origin: isoDate(panel.origin),
    horizon,
    firstDate: isoDate(panel.ds.reduce((first, day) => Math.min(first, day), Number.POSITIVE_INFINITY)),
    lastDate: isoDate(panel.ds.at(-1) as number),
    rows: panel.ds.length,
    keyNames: levelKeys(level),
    attributes: panel.attributes,
    known: Object.keys(panel.known),
    past: Object.keys(panel.past),
    ...extraction.meta,
    units: Object.fromEntries(
      ['y', ...Object.keys(panel.known), ...Object.keys(panel.past)].map((name) => [name, extraction.meta.units[name] ?? '']),
    ),
    holidays: settings.holidays === 'none' ? null : { ...settings.holidays, ...(holidaysOff.length > 0 && { without: holidaysOff }) },
    series: panel.ids.map((id, i) => ({ id, keys: panel.keys[i] as Record<string, string> })),
  };
  const output: ExtractOutput = {
    panelUri: await writePanel(runId, panel, meta),
    rows: panel.ds.length,
    salesRows: extraction.rows,
    series: panel.ids.length,
    firstDate: isoDate(extraction.first),
    lastDate: isoDate(extraction.last),
    files: extraction.files,
    fingerprint: version.fingerprint,
    dataset,
    datasetVersion: version.version,
  };
  const names = (columns: object) => Object.keys(columns).join(', ') || 'none';
  context.log?.(
    'info',
    `panel at level ${level} by the ${frequency}: ${panel.ids.length} series, ${panel.ds.length} rows, origin ${meta.origin}`,
  );
  context.log?.('info', `covariates known ahead: ${names(panel.known)}; known of the past only: ${names(panel.past)}`);
  if (extraction.plan) await writeRunPlan(runId, extraction.plan);
  await new Workspace(runId).writeJson('extract.json', output);
  context.report({ fraction: 1, message: [`${panel.ids.length} series from ${extraction.rows} rows`, ...extraction.notes].join('; ') });
  return output;
};

/** The version that the run asks for, else the dataset's newest; the sample retailer's is brought up to the last complete week first. */
async function versionFor({ parameters, report, signal }: TaskContext): Promise<DatasetVersion> {
  if (parameters.datasetVersion !== undefined) return getDatasetVersion(parameters.dataset, parameters.datasetVersion);
  if (parameters.dataset !== sampleDataset) return currentVersion(parameters.dataset);
  return ensureSampleRetailer({ signal, onProgress: (done) => report({ fraction: 0.5 * done, message: 'making the sample retailer' }) });
}
