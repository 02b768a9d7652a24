import path from 'node:path';
import pl, { type DataFrame, type Expr, type LazyDataFrame } from 'nodejs-polars';
import type { Manifest, ManifestFile, Observations } from '@/lib/datasets/manifest';
import type { ErrorItem } from '@/lib/errors';
import { artifactStore } from '@/lib/storage';
import { damagedFiles, notParquet, shownPath, unreadable } from './data-files';

/** The parts of one version of an imported dataset, on this machine. Nothing but what its manifest lists is ever read. */
export class ObservationSource {
  /** In order of path. */
  readonly parts: readonly ManifestFile[];

  private constructor(
    readonly manifest: Manifest,
    readonly observations: Observations,
    private readonly folder: string,
  ) {
    this.parts = manifest.files.filter(({ path }) => path.startsWith('observations/') && path.endsWith('.parquet'));
  }

  /** @throws Error where the version is not one of observations: a defect of the caller */
  static async open(manifest: Manifest): Promise<ObservationSource> {
    if (!manifest.observations) throw new Error(`Version ${manifest.version} of ${manifest.dataset} has no observations.`);
    return new ObservationSource(manifest, manifest.observations, await artifactStore().localize(manifest.root));
  }

  /** Keys, then attributes. */
  get names(): string[] {
    return [...this.observations.keys, ...Object.keys(this.observations.attributes)];
  }

  /** Known-future covariates, then past-only ones. */
  get covariates(): string[] {
    return [...this.observations.known, ...this.observations.past];
  }

  /** @throws AlmanacError `data_invalid` naming each part that is damaged or missing */
  async verify(): Promise<void> {
    const problems = await damagedFiles(this.manifest, this.folder, this.parts);
    if (problems.length > 0) throw unreadable(problems);
  }

  /** A part's rows in the file's order, with their numbers from 0 in the column `row`. */
  scan(part: number): LazyDataFrame {
    const file = this.parts[part] as ManifestFile;
    return pl.scanParquet(path.join(this.folder, file.path), { cache: false, glob: false, rowIndexName: 'row' });
  }

  /**
   * Columns of a part as they are in the file.
   * @throws AlmanacError `data_invalid` naming the parts that are no parquet, or lack a column
   */
  read(part: number, columns: (string | Expr)[]): DataFrame {
    return this.guard(() =>
      this.scan(part)
        .select(...columns)
        .collectSync(),
    );
  }

  /** One numeric column of a part, a value a row; NaN where there is none. @throws AlmanacError as `read` does */
  numbers(part: number, name: string): Float64Array {
    const values = pl.col(name).cast(pl.Float64).fillNull(pl.lit(Number.NaN)).alias('v');
    return this.read(part, [values]).getColumn('v').toTypedArray() as Float64Array;
  }

  /** Names and types of a part's columns, the types as polars writes them. @throws AlmanacError `data_invalid` where it is no parquet */
  schema(part: number): Record<string, string> {
    const file = this.parts[part] as ManifestFile;
    try {
      const { schema } = pl.readParquet(path.join(this.folder, file.path), { numRows: 0 });
      return Object.fromEntries(Object.entries(schema).map(([name, type]) => [name, String(type)]));
    } catch (error) {
      throw unreadable([{ path: this.shown(part), message: notParquet(error) }]);
    }
  }

  /** Path of a part as people know it. */
  shown(part: number): string {
    return shownPath(this.manifest, this.parts[part]?.path ?? '');
  }

  /** Runs a query over parts; what fails because of a file is told by the file's name. */
  guard<T>(query: () => T): T {
    try {
      return query();
    } catch (error) {
      const problems = this.#probe();
      if (problems.length === 0) throw error;
      throw unreadable(problems);
    }
  }

  #probe(): ErrorItem[] {
    const wanted = ['date', 'y', ...this.names, ...this.covariates];
    return this.parts.flatMap((file, part) => {
      try {
        const have = pl.readParquet(path.join(this.folder, file.path)).columns;
        const missing = wanted.filter((name) => !have.includes(name));
        return missing.length > 0 ? [{ path: this.shown(part), message: `lacks the column ${missing.join(', ')}` }] : [];
      } catch (error) {
        return [{ path: this.shown(part), message: notParquet(error) }];
      }
    });
  }
}
