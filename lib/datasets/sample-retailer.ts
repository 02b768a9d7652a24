import { calendarDate, dayOf, dayOfInstant, instantOfDay, isoDate, mondayOf, parseDay } from '@/lib/data/days';
import { weekFile, yearFile } from '@/lib/data/partitions';
import { type DataFile, inventoryFiles, planFiles, weekFiles } from '@/lib/data/synthetic/files';
import { describeRetailer, generatorVersion } from '@/lib/data/synthetic/metadata';
import { Retailer, type RetailerConfig } from '@/lib/data/synthetic/retailer';
import { db } from '@/lib/db';
import { AlmanacError } from '@/lib/errors';
import { sampleDataset } from '@/lib/pipeline/parameters';
import { artifactStore, artifactUri, putAll } from '@/lib/storage';
import { writeCalendar } from './calendar';
import { fingerprintOf, type Manifest, type ManifestFile, manifestPath, readManifest, writeManifest } from './manifest';
import { toVersion } from './queries';
import { sampleDescription } from './sample';
import type { DatasetCalendar, DatasetVersion } from './schema';

export interface SampleOptions {
  /** A day that must be there, an ISO date, and with it its whole week; by default the Sunday of the last complete week. */
  until?: string;
  /** A day of the first week, where there is no data yet; by default the day two years before. */
  from?: string;
  /** Other than the default, for tests and experiments. */
  config?: RetailerConfig;
  /** Called as files are stored, with the share that is done. */
  onProgress?: (fraction: number) => void;
  signal?: AbortSignal;
}

const defaultConfig: RetailerConfig = { seed: 42, stores: 10 };
/** Years planned ahead of the data's last one: more than the longest horizon, 104 weeks. */
const plannedYears = 2;
/** Any number of our own: one process at a time makes the sample. */
const lockKey = 7_270_042;

/** The last day of the last complete week (Monday to Sunday) before today, by UTC. */
export function lastCompleteWeek(now = new Date()): string {
  return isoDate(mondayOf(dayOfInstant(now)) - 1);
}

/**
 * Makes sure that the sample retailer's data reach `until`, and answers the version that does. Only files that no version
 * has yet are made; manifest and version come last, so that a kill leaves files that the next call overwrites with the same
 * bytes. Callers at once take turns.
 */
export async function ensureSampleRetailer(options: SampleOptions = {}): Promise<DatasetVersion> {
  const until = isoDate(mondayOf(parseDay(options.until ?? lastCompleteWeek())) + 6);
  return db().$transaction(
    async (tx) => {
      // The transaction holds the turn while files are made, which takes longer than the pool lets others be idle.
      await tx.$executeRaw`SET LOCAL idle_in_transaction_session_timeout = 0`;
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockKey})`;
      const { name, ...described } = sampleDescription;
      await tx.dataset.upsert({ where: { name }, create: sampleDescription, update: described });
      const config = options.config ?? defaultConfig;
      const root = dataRoot(config);
      const newest = await tx.datasetVersion.findFirst({ where: { dataset: name }, orderBy: { version: 'desc' } });
      const current = newest && (await manifestIfThere(newest.version));
      const usable = current?.root === root ? current : undefined;
      if (newest && usable && usable.lastDate >= until) return toVersion(newest);

      const retailer = new Retailer(config);
      const firstDate = usable?.firstDate ?? isoDate(mondayOf(options.from === undefined ? twoYearsBefore(until) : parseDay(options.from)));
      if (until < firstDate)
        throw new AlmanacError('validation_failed', `until: must not be before ${firstDate}`, [
          { path: 'until', message: `must not be before ${firstDate}` },
        ]);
      const files = await storeMissing(retailer, root, usable?.files ?? [], firstDate, until, options);
      const fingerprint = fingerprintOf(files);
      const rowCount = files.filter((file) => file.path.startsWith('sales/')).reduce((sum, file) => sum + file.rows, 0);
      const metadata = { ...describeRetailer(retailer), root, firstDate, lastDate: until, rowCount, files: files.length };
      // The same bytes again, after the artifacts were lost but not the database: the same version.
      const same = await tx.datasetVersion.findUnique({ where: { dataset_fingerprint: { dataset: name, fingerprint } } });
      const version = same?.version ?? (newest?.version ?? 0) + 1;
      await artifactStore().put(`${root}/metadata.json`, JSON.stringify(metadata, null, 2), { contentType: 'application/json' });
      await writeCalendar(name, version, calendarOf(retailer, firstDate, until));
      await writeManifest({ dataset: name, version, root, firstDate, lastDate: until, rowCount, fingerprint, files } satisfies Manifest);
      const row = {
        uri: artifactUri(manifestPath(name, version)),
        firstDate: instantOfDay(parseDay(firstDate)),
        lastDate: instantOfDay(parseDay(until)),
        rowCount: BigInt(rowCount),
        metadata: JSON.parse(JSON.stringify(metadata)) as object,
      };
      const made = await tx.datasetVersion.upsert({
        where: { dataset_fingerprint: { dataset: name, fingerprint } },
        create: { dataset: name, version, fingerprint, ...row },
        update: row,
      });
      return toVersion(made);
    },
    { timeout: 30 * 60_000, maxWait: 60_000 },
  );
}

/** Files of another seed, number of stores or generator lie elsewhere, so that older versions keep theirs. */
function dataRoot({ seed, stores }: RetailerConfig): string {
  return `datasets/${sampleDataset}/data/v${generatorVersion}-seed${seed}-stores${stores}`;
}

/** The day number of the first day of two years that end on this date. */
function twoYearsBefore(until: string): number {
  const { year, month, date } = calendarDate(parseDay(until));
  return dayOf(year - 2, month, date) + 1;
}

async function manifestIfThere(version: number): Promise<Manifest | undefined> {
  try {
    return await readManifest(sampleDataset, version);
  } catch (error) {
    if (error instanceof AlmanacError && error.code === 'not_found') return undefined;
    throw error;
  }
}

/** Stores every file of the span that is not known yet; answers all files in order of path. */
async function storeMissing(
  retailer: Retailer,
  root: string,
  known: ManifestFile[],
  firstDate: string,
  until: string,
  { onProgress, signal }: SampleOptions,
): Promise<ManifestFile[]> {
  const have = new Set(known.map((file) => file.path));
  const [first, last] = [parseDay(firstDate), parseDay(until)];
  const missing = (all: number[], path: (of: number) => string) => all.filter((of) => !have.has(path(of)));
  const mondays = missing(range(first, last, 7), (monday) => weekFile('customer_traffic', monday));
  const years = missing(plannedYearsOf(firstDate, until), (year) => yearFile('prices', year));
  const total = 9 * mondays.length + 3 * years.length;
  const rows = new Map<string, number>();
  function* objects() {
    const all: Iterable<DataFile>[] = [weekFiles(retailer, mondays), inventoryFiles(retailer, mondays), planFiles(retailer, years)];
    for (const files of all) {
      for (const { path, body, rows: count } of files) {
        signal?.throwIfAborted();
        rows.set(`${root}/${path}`, count);
        if (rows.size % 50 === 0) onProgress?.(rows.size / total);
        yield { path: `${root}/${path}`, body };
      }
    }
  }
  const stored = await putAll(artifactStore(), objects(), 32);
  const added = stored.map(({ path, sizeBytes, sha256 }) => ({
    path: path.slice(root.length + 1),
    sizeBytes,
    sha256,
    rows: rows.get(path) as number,
  }));
  return [...known, ...added].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The years whose plans touch the data or the longest horizon after them; a year's circulars run on into the next. */
function plannedYearsOf(firstDate: string, until: string): number[] {
  return range(Number(firstDate.slice(0, 4)) - 1, Number(until.slice(0, 4)) + plannedYears, 1);
}

function calendarOf({ plan }: Retailer, firstDate: string, until: string): DatasetCalendar {
  const years = plannedYearsOf(firstDate, until);
  return {
    promotions: years
      .flatMap((year) => plan.promotions(year))
      .map(({ start, end, ...rest }) => ({ ...rest, startDate: isoDate(start), endDate: isoDate(end) })),
    storeEvents: years
      .flatMap((year) => plan.events(year))
      .map(({ start, end, ...rest }) => ({ ...rest, startDate: isoDate(start), endDate: isoDate(end) })),
  };
}

function range(from: number, to: number, step: number): number[] {
  const all: number[] = [];
  for (let at = from; at <= to; at += step) all.push(at);
  return all;
}
