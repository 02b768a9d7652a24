import type { z } from 'zod';
import { datasetName, type ImportOptions, type ImportOptionsInput, importOptions } from '@/lib/data/import/options';
import { type PrepareOptions, prepareImport } from '@/lib/data/import/prepare';
import { previewImport } from '@/lib/data/import/preview';
import type { ImportPreview, ImportReport } from '@/lib/data/import/report';
import { openScratch } from '@/lib/data/import/scratch';
import type { ImportSource } from '@/lib/data/import/source';
import { db } from '@/lib/db';
import { AlmanacError, notFound } from '@/lib/errors';
import { errorItems, validationFailed } from '@/lib/http/validation';
import { sampleDataset } from '@/lib/pipeline/parameters';
import { commitImport, notImported } from './import-commit';
import { removeImportLeftovers } from './import-leftovers';
import { baseOf } from './import-metadata';
import type { Dataset, DatasetVersion } from './schema';
import { currentVersion, getDataset } from './service';

export { previewImport };

export type ImportDatasetOptions = ImportOptionsInput & { name: string };
export type ImportContext = Pick<PrepareOptions, 'today' | 'signal' | 'onProgress'>;

export interface ImportResult {
  dataset: Dataset;
  version: DatasetVersion;
  /** False where the source has what the newest version has already. */
  created: boolean;
  report: ImportReport;
}

/** As the database has it where nothing is told. */
const assumedCurrency = 'USD';

/** Appends to one dataset that collide are repeated so often before they give up. */
const mostAttempts = 5;

/**
 * Imports a source as a new version of a dataset, which is made where there is none. The dataset is as it was until everything has been
 * read, checked and stored; when anything fails it stays so, and nothing is left in the store.
 *
 * Imports of one dataset take turns. An append whose dataset got another version meanwhile is read again on top of that.
 * @throws ImportRefused with everything that is wrong with the source; AlmanacError `validation_failed` for options, `conflict` for a
 *   dataset that is not imported, `not_found` for an append to no dataset; the signal's reason when it aborts
 */
export async function importDataset(
  source: ImportSource,
  options: ImportDatasetOptions,
  context: ImportContext = {},
): Promise<ImportResult> {
  const { name, told } = parseOptions(options);
  await removeImportLeftovers();
  for (let attempt = 1; ; attempt++) {
    await using scratch = await openScratch();
    const current = await currentFor(name, told);
    const base = current && (await baseOf(name, current));
    const currency = await currencyOf(name, told);
    const prepared = await prepareImport(source, told, { ...context, currency, scratch: scratch.folder, base });
    context.signal?.throwIfAborted();
    context.onProgress?.({ fraction: 0.95, message: 'storing the version' });
    const committed = await commitImport({ name, prepared, options: told, base: current?.version ?? null });
    if (committed) return { dataset: await getDataset(name), ...committed, report: prepared.report };
    if (attempt === mostAttempts)
      throw new AlmanacError('conflict', `Others keep appending to ${name} at the same time. Try again.`, [
        { path: 'append', message: 'try again shortly' },
      ]);
  }
}

/** Reads and checks a source as `importDataset` does, and stores nothing. @throws as `importDataset` does */
export async function checkImport(source: ImportSource, options: ImportDatasetOptions, context: ImportContext = {}): Promise<ImportReport> {
  const { name, told } = parseOptions(options);
  await using scratch = await openScratch();
  const current = await currentFor(name, told);
  const base = current && (await baseOf(name, current));
  const currency = await currencyOf(name, told);
  return (await prepareImport(source, told, { ...context, currency, scratch: scratch.folder, base })).report;
}

/** As `previewImport`; where the options say append, as the dataset's newest version was read. @throws AlmanacError as `importDataset` does */
export async function previewForDataset(
  name: string,
  source: ImportSource,
  options: ImportOptionsInput,
  signal?: AbortSignal,
): Promise<ImportPreview> {
  const current = await currentFor(name, parseOptions({ ...options, name }).told);
  return previewImport(source, options, { ...(current && { settled: await baseOf(name, current) }), ...(signal && { signal }) });
}

/** @throws AlmanacError `validation_failed` naming each option that is wrong */
export function parseOptions({ name, ...options }: ImportDatasetOptions): { name: string; told: ImportOptions } {
  const wrong: z.core.$ZodError[] = [];
  const named = datasetName.safeParse(name);
  const told = importOptions.safeParse(options);
  if (!told.success) wrong.push(told.error);
  if (!named.success || !told.success)
    throw validationFailed([...(named.success ? [] : errorItems(named.error, 'name')), ...wrong.flatMap((error) => errorItems(error))]);
  return { name: named.data, told: told.data };
}

/** The currency that the dataset will have, and why. */
async function currencyOf(name: string, { currency }: ImportOptions): Promise<PrepareOptions['currency']> {
  if (currency) return { code: currency, why: 'as told' };
  const row = await db().dataset.findUnique({ where: { name }, select: { currency: true } });
  if (row) return { code: row.currency, why: 'as the dataset has it; the option currency sets another' };
  return { code: assumedCurrency, why: 'assumed; the option currency sets another' };
}

/** The version to append to; undefined for an import anew. */
async function currentFor(name: string, { append }: ImportOptions): Promise<DatasetVersion | undefined> {
  const row = await db().dataset.findUnique({ where: { name }, select: { kind: true } });
  const { kind } = row ?? { kind: name === sampleDataset ? 'synthetic' : 'imported' };
  if (kind !== 'imported') throw notImported(name);
  if (!append) return undefined;
  if (!row) throw notFound(`There is no dataset ${name} to append to; import it first, without append.`, 'name');
  return currentVersion(name);
}
