import { lstat, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { AlmanacError } from '@/lib/errors';
import type { Findings } from './findings';
import type { ImportSource } from './source';
import { stageS3 } from './stage-s3';
import { stageSql } from './stage-sql';
import type { StagedFile } from './table';
import { checkNumber, isTable } from './table-files';

/** Brings a source's files onto this machine. What is there already is read in place. */
export async function stageSource(source: ImportSource, scratch: string, findings: Findings, signal?: AbortSignal): Promise<StagedFile[]> {
  switch (source.kind) {
    case 'file':
      return stageFile(source.path, source.name ?? path.basename(source.path), findings);
    case 'folder':
      return stageFolder(source.path, findings);
    case 's3':
      return stageS3(source, scratch, findings, signal);
    case 'sql':
      return stageSql(source, scratch, findings, signal);
  }
}

async function stageFile(file: string, name: string, findings: Findings): Promise<StagedFile[]> {
  const found = await statOf(file, name);
  if (found.isDirectory()) return stageFolder(file, findings);
  if (!found.isFile())
    throw new AlmanacError('bad_request', `${name} is neither a file nor a folder.`, [{ path: 'source', message: 'must be a file' }]);
  return [{ path: file, name, sizeBytes: found.size }];
}

async function statOf(file: string, name: string) {
  try {
    return await stat(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' || code === 'ENOTDIR' ? 'does not exist' : code === 'EACCES' ? 'may not be read by this user' : undefined;
    if (!why) throw error;
    throw new AlmanacError('bad_request', `${name} ${why}.`, [{ path: 'source', message: `${name} ${why}` }], { cause: error });
  }
}

/** Every table below a folder, in order of path. Links are not followed: they may lead anywhere. */
async function stageFolder(folder: string, findings: Findings): Promise<StagedFile[]> {
  await statOf(folder, folder);
  const files: StagedFile[] = [];
  const entries = await readdir(folder, { recursive: true, encoding: 'utf8' });
  for (const entry of entries.sort()) {
    const full = path.join(folder, entry);
    const found = await lstat(full);
    const hidden = entry.split(path.sep).some((part) => part.startsWith('.') || part.startsWith('_'));
    if (found.isDirectory() || hidden) continue;
    if (found.isSymbolicLink())
      findings.error('link', 'is a symbolic link, which is not followed; put the file itself there', { file: entry });
    else if (!found.isFile()) findings.error('link', 'is no regular file', { file: entry });
    else if (!isTable(entry))
      findings.warning('other-file', 'is left out: its name ends neither in .csv, .tsv, .txt nor .parquet', { file: entry });
    else files.push({ path: full, name: entry.split(path.sep).join('/'), sizeBytes: found.size });
  }
  return checkNumber(files, folder, findings);
}
