import type { ImportOptions } from '@/lib/data/import/options';
import type { ImportPreview, ImportReport } from '@/lib/data/import/report';
import type { ImportSource } from '@/lib/data/import/source';
import type { Task } from '@/lib/pipeline/task';
import type { ImportResult } from './import';

/** What a client asked for, as it crosses to the process that does it. */
export interface ImportOrder {
  name: string;
  source: ImportSource;
  options: Partial<ImportOptions>;
}

/** Imports as tasks of a process of their own: reading millions of rows must not hold up whoever serves pages. */
export const importTasks = {
  'import-dataset': (async ({ parameters: { name, source, options }, report, signal }) =>
    (await import('./import')).importDataset(source, { ...options, name }, { signal, onProgress: report })) as Task<
    ImportResult,
    ImportOrder
  >,
  'check-import': (async ({ parameters: { name, source, options }, report, signal }) =>
    (await import('./import')).checkImport(source, { ...options, name }, { signal, onProgress: report })) as Task<
    ImportReport,
    ImportOrder
  >,
  'preview-import': (async ({ parameters: { name, source, options }, signal }) =>
    (await import('./import')).previewForDataset(name, source, options, signal)) as Task<ImportPreview, ImportOrder>,
};
