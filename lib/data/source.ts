import { readdir } from 'node:fs/promises';
import path from 'node:path';
import pl, { type DataFrame } from 'nodejs-polars';
import type { Manifest, ManifestFile } from '@/lib/datasets/manifest';
import type { ErrorItem } from '@/lib/errors';
import { artifactStore } from '@/lib/storage';
import { damagedFiles, notParquet, shownPath, unreadable } from './data-files';
import { dayOfFile, type TableName } from './partitions';

/** Days of a dataset version to be read, both included, as day numbers. */
export interface Window {
  first: number;
  last: number;
}

/** The files of one dataset version, on this machine. Nothing but what its manifest lists is ever read. */
export class DataSource {
  private constructor(
    readonly manifest: Manifest,
    private readonly folder: string,
  ) {}

  static async open(manifest: Manifest): Promise<DataSource> {
    return new DataSource(manifest, await artifactStore().localize(manifest.root));
  }

  /** The manifest's files of a table; for tables kept by the day, those of the window. */
  files(table: TableName, window?: Window): ManifestFile[] {
    return this.manifest.files.filter((file) => {
      if (!file.path.startsWith(`${table}/`)) return false;
      const at = dayOfFile(file.path);
      return !at || !window || (at.day >= window.first && at.day <= window.last);
    });
  }

  /**
   * Holds every file of a table against the manifest, byte for byte.
   * @throws AlmanacError `data_invalid` naming each file that is damaged, missing, or in the way of the window's days.
   */
  async verify(table: TableName, window?: Window): Promise<void> {
    const files = this.files(table, window);
    const problems = await damagedFiles(this.manifest, this.folder, files);
    problems.push(...(await this.#strays(table, window)));
    if (problems.length > 0) throw unreadable(problems);
  }

  /**
   * The rows of a table (for tables with a date, of the window), with the file of each row in the column `file` where
   * that is asked for.
   * @throws AlmanacError `data_invalid` naming the files that are no parquet, or lack a column.
   */
  read(
    table: TableName,
    columns: string[],
    { window, withFile = false }: { window?: Window; withFile?: boolean } = {},
  ): DataFrame | undefined {
    const files = this.files(table, window);
    if (files.length === 0) return undefined;
    try {
      // The window's last day is the last of the glob's rows that the filter lets through; hive columns are left out by the select.
      const glob = path.join(this.folder, table, '**', '*.parquet');
      let frame = pl.scanParquet(glob, { hivePartitioning: true, cache: false, ...(withFile && { includeFilePaths: 'file' }) });
      if (window && columns.includes('date'))
        frame = frame.filter(
          pl
            .col('date')
            .gtEq(asDate(window.first))
            .and(pl.col('date').ltEq(asDate(window.last))),
        );
      const read = frame.select(...[...columns, ...(withFile ? ['file'] : [])].map((name) => pl.col(name))).collectSync();
      if (!withFile) return read;
      return read.withColumn(pl.col('file').str.replace(`^${escaped(this.folder + path.sep)}`, ''));
    } catch (error) {
      const problems = this.#probe(files, columns);
      if (problems.length === 0) throw error;
      throw unreadable(problems);
    }
  }

  /** Names of a table's columns, as its newest file has them; none where there is no such table. */
  columns(table: TableName): string[] {
    const file = this.files(table).at(-1);
    if (!file) return [];
    try {
      return pl.readParquet(path.join(this.folder, file.path), { numRows: 0 }).columns;
    } catch (error) {
      throw unreadable([{ path: shownPath(this.manifest, file.path), message: notParquet(error) }]);
    }
  }

  /** Files that the manifest does not list but that lie among the days to be read: they would be read with them. */
  async #strays(table: TableName, window?: Window): Promise<ErrorItem[]> {
    const listed = new Set(this.files(table).map((file) => file.path));
    const found: ErrorItem[] = [];
    const entries = listed.size === 0 ? [] : await readdir(path.join(this.folder, table), { recursive: true });
    for (const entry of entries) {
      const file = `${table}/${entry.split(path.sep).join('/')}`;
      if (!file.endsWith('.parquet') || listed.has(file)) continue;
      const at = dayOfFile(file);
      // Days after the version's last are a newer version's, or were left by a kill: the filter on dates leaves them out.
      if (at && (!window || at.day > window.last || at.day < window.first)) continue;
      if (!at) continue;
      found.push({ path: shownPath(this.manifest, file), message: `is not part of version ${this.manifest.version}: remove it` });
    }
    return found;
  }

  /** Which files cannot be read, one by one. */
  #probe(files: ManifestFile[], columns: string[]): ErrorItem[] {
    const problems: ErrorItem[] = [];
    for (const file of files) {
      try {
        const have = pl.readParquet(path.join(this.folder, file.path)).columns;
        const missing = columns.filter((name) => !have.includes(name));
        if (missing.length > 0)
          problems.push({ path: shownPath(this.manifest, file.path), message: `lacks the column ${missing.join(', ')}` });
      } catch (error) {
        problems.push({ path: shownPath(this.manifest, file.path), message: notParquet(error) });
      }
    }
    return problems;
  }
}

function asDate(day: number) {
  return pl.lit(day).cast(pl.Int32).cast(pl.Date);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
