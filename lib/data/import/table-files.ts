import type { Findings } from './findings';
import type { StagedFile } from './table';

const mostFiles = 10_000;

/** Whether a file of a folder is one to read, by its name. */
export function isTable(name: string): boolean {
  return /\.(csv|tsv|txt|parquet|pq)$/i.test(name);
}

/** The files of a folder or prefix, with an error among the findings where there are none or too many. */
export function checkNumber(files: StagedFile[], place: string, findings: Findings): StagedFile[] {
  if (files.length === 0) findings.error('files', 'has no file whose name ends in .csv, .tsv, .txt or .parquet', { file: place });
  if (files.length > mostFiles) findings.error('files', `has ${files.length} files; at most ${mostFiles} are read`, { file: place });
  return files;
}
