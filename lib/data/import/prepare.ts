import { dayOfInstant, isoDate } from '@/lib/data/days';
import type { ObservationRules, Observations } from '@/lib/datasets/manifest';
import { collectCsv } from './collect-csv';
import { collectParquet } from './collect-parquet';
import { Collector } from './collector';
import type { DateFormatName } from './date-format';
import { Findings } from './findings';
import { type ImportFrequency, weekdayNames } from './frequency';
import { type OpenedSource, openSourceOrRefuse, type Settled } from './open-source';
import type { ImportOptions } from './options';
import { openParquet } from './parquet-file';
import type { PreparedPart } from './part-writer';
import type { ImportReport } from './report';
import { type ImportSource, sourceName } from './source';
import type { Table } from './table';
import { findGrid } from './time-grid';
import { writeObservations } from './write-observations';

/** The version that is appended to. */
export interface BaseVersion extends Settled {
  observations: Observations;
  dateFormat: DateFormatName | null;
  /** 0 for Monday, of weekly data. */
  weekday: number | null;
  buckets: number;
  /** Its parquet files, on this machine. */
  files: string[];
}

export interface PrepareOptions {
  scratch: string;
  base?: BaseVersion | undefined;
  /** Of the target, and why it is taken for that; for the report. */
  currency: { code: string; why: string };
  /** Day number; sales of later days are refused. */
  today?: number | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: { fraction: number; message: string }) => void) | undefined;
}

/** A version that only has to be put into the store. */
export interface Prepared {
  parts: PreparedPart[];
  observations: Observations;
  firstDate: string;
  lastDate: string;
  /** Rows with a target. */
  recorded: number;
  report: ImportReport;
  settled: Settled & Pick<BaseVersion, 'dateFormat' | 'weekday' | 'buckets'>;
}

/** Memory that rows may take before they go to files; and rows that are worked on at once. */
const memoryBytes = 64 * 1024 * 1024;
const bucketRows = 1_000_000;
const mostBuckets = 256;

/**
 * Reads a source, checks every row and writes the files of a version into the scratch folder. Nothing else is touched.
 * @throws ImportRefused where anything is wrong with the source
 */
export async function prepareImport(source: ImportSource, options: ImportOptions, context: PrepareOptions): Promise<Prepared> {
  const { scratch, base, signal, onProgress = () => {} } = context;
  const findings = new Findings();
  const name = sourceName(source);
  onProgress({ fraction: 0, message: `looking at ${name}` });
  const opened = await openSourceOrRefuse(source, options, { scratch, settled: base, findings, signal });
  const { mapping } = opened.proposal;
  if (base) checkAgainstBase(opened, base, findings);
  findings.refuseErrors(name);

  const buckets = base?.buckets ?? bucketsFor(opened);
  const toldAttributes = new Set(
    options.attributes ? mapping.attributes.map((attribute) => attribute.name) : Object.keys(base?.observations.attributes ?? {}),
  );
  const collector = new Collector({ mapping, toldAttributes, buckets, folder: scratch, memoryBytes, findings });
  try {
    await collectEarlier(base, collector, signal);
    await collectAll(opened, collector, { ...context, onProgress });
    if (collector.rowsRead === 0) findings.error('rows', 'has no rows', { file: name });
    if (collector.dates.tooMany)
      findings.error('date', 'has over 500,000 different values: is it the right column?', { file: name, column: mapping.date });
    findings.refuseErrors(name);
    const { days, decision } = collector.dates.decide(findings, options.dateFormat, base?.dateFormat ?? undefined);
    findings.refuseErrors(name);
    const grid = findGrid(
      {
        days,
        rowsOf: (code) => collector.dates.rowsOf(code),
        placeOf: (code) => collector.dates.placeOf(code),
        recorded: collector.recorded,
        sold: collector.sold,
        blank: collector.blank,
      },
      {
        frequency: base?.observations.frequency ?? options.frequency,
        refuseTooFine: !base && options.frequency !== undefined && options.closures === undefined,
        weekday: base?.weekday,
        today: context.today ?? dayOfInstant(new Date()),
      },
      findings,
    );
    findings.refuseErrors(name);
    if (!grid) throw new Error('Dates without faults have a grid.');
    tellOfTimes(collector, options, findings);
    const rules = rulesFor(grid.frequency, options, base);
    const written = await writeObservations(collector, {
      ...{ grid, rules, overlap: options.overlap, folder: scratch, findings, signal },
      onProgress: (done) => onProgress({ fraction: 0.6 + 0.35 * done, message: 'sorting, checking and writing' }),
    });
    tellOfSeries(written.counts, findings);
    findings.refuseErrors(name);
    const observations: Observations = {
      frequency: grid.frequency,
      keys: mapping.keys.map((key) => key.name),
      attributes: written.attributes,
      known: mapping.known.map((one) => one.name),
      past: mapping.past.map((one) => one.name),
      price: mapping.price,
      promotion: mapping.promotion,
      rules,
    };
    const [firstDate, lastDate] = [isoDate(grid.first), isoDate(grid.last)];
    return {
      parts: written.parts,
      observations,
      firstDate,
      lastDate,
      recorded: written.counts.recorded,
      settled: {
        mapping: { ...mapping, attributes: mapping.attributes.filter((attribute) => attribute.name in written.attributes) },
        decimal: opened.profile.decimal,
        dateFormat: decision?.format ?? base?.dateFormat ?? null,
        weekday: grid.weekday,
        buckets,
      },
      report: {
        source: name,
        detection: opened.detection,
        mapping,
        dateFormat: decision,
        frequency: grid.frequency,
        frequencyWhy: grid.why,
        weekday: grid.weekday === null ? null : (weekdayNames[grid.weekday] as string),
        currency: context.currency.code,
        currencyWhy: context.currency.why,
        firstDate,
        lastDate,
        rules,
        counts: { rowsRead: collector.rowsRead, blankRows: collector.blankRows, ...written.counts },
        findings: findings.all,
      },
    };
  } finally {
    collector.store.close();
  }
}

/** Rules as told, else as before, else by default. Whoever sells by the day is closed on days; a week without sales was not recorded. */
export function rulesFor(frequency: ImportFrequency, options: ImportOptions, base?: BaseVersion): ObservationRules {
  const before = base?.observations.rules;
  return {
    duplicates: options.duplicates ?? before?.duplicates ?? 'error',
    gaps: options.gaps ?? before?.gaps ?? 'missing',
    negatives: options.negatives ?? before?.negatives ?? 'keep',
    lateStart: options.lateStart ?? before?.lateStart ?? 'trim',
    earlyEnd: options.earlyEnd ?? before?.earlyEnd ?? 'missing',
    closures: options.closures ?? before?.closures ?? (frequency === 'day' ? 'zero' : 'missing'),
  };
}

async function collectAll(opened: OpenedSource, collector: Collector, { signal, onProgress }: PrepareOptions): Promise<void> {
  const total = opened.tables.reduce((sum, table) => sum + weightOf(table), 0);
  let done = 0;
  const advance = (by: number) => {
    done += by;
    onProgress?.({ fraction: 0.6 * Math.min(1, done / Math.max(1, total)), message: `${collector.rowsRead} rows read` });
  };
  for (const table of opened.tables) {
    if (table.format === 'csv') await collectCsv(table, collector, { decimal: opened.profile.decimal, signal, onBytes: advance });
    else await collectParquet(table, collector, { signal, onRows: advance });
  }
}

/** Bytes of a CSV file, rows of a parquet file: what their readers count by. */
function weightOf(table: Table): number {
  return table.format === 'csv' ? table.sizeBytes : table.parquet.rows;
}

async function collectEarlier(base: BaseVersion | undefined, collector: Collector, signal?: AbortSignal): Promise<void> {
  for (const file of base?.files ?? []) {
    const parquet = openParquet(file, file, collector.findings);
    if (!parquet) return;
    const columns = parquet.columns.map(({ name }) => name);
    const table = {
      path: file,
      name: 'the version before',
      sizeBytes: 0,
      columns,
      sample: [],
      sampledAll: false,
      format: 'parquet' as const,
      parquet,
    };
    await collectParquet(table, collector, { signal, earlier: true });
  }
}

function bucketsFor({ tables, proposal }: OpenedSource): number {
  let rows = 0;
  for (const table of tables) {
    const periods = proposal.mapping.layout === 'wide' ? table.columns.length : 1;
    const characters = table.sample.reduce((sum, cells) => sum + cells.reduce((inner, cell) => inner + cell.length + 1, 0), 0);
    rows += periods * (table.format === 'parquet' ? table.parquet.rows : (table.sizeBytes * table.sample.length) / Math.max(1, characters));
  }
  let buckets = 1;
  while (buckets < mostBuckets && buckets * bucketRows < rows) buckets *= 2;
  return buckets;
}

function checkAgainstBase(
  { proposal: { mapping } }: OpenedSource,
  { observations, mapping: before }: BaseVersion,
  findings: Findings,
): void {
  const lists: [string, string[], string[]][] = [
    ['keys', mapping.keys.map(({ name }) => name), observations.keys],
    ['known covariates', mapping.known.map(({ name }) => name), observations.known],
    ['past-only covariates', mapping.past.map(({ name }) => name), observations.past],
    [
      'attributes',
      mapping.attributes.map(({ name }) => name).filter((name) => name in observations.attributes),
      Object.keys(observations.attributes),
    ],
  ];
  for (const [what, now, then] of lists) {
    if (now.join() === then.join() || (what === 'attributes' && then.every((name) => now.includes(name)))) continue;
    findings.error(
      'mapping',
      `would give the ${what} ${now.join(', ') || 'none'}, where the dataset has ${then.join(', ') || 'none'}; append what has the same columns`,
    );
  }
  // What the dataset left out once is left out again.
  mapping.attributes = mapping.attributes.filter(({ name }) => name in observations.attributes);
  mapping.attributes.sort(
    (a, b) => before.attributes.findIndex(({ name }) => name === a.name) - before.attributes.findIndex(({ name }) => name === b.name),
  );
}

function tellOfTimes(collector: Collector, { duplicates }: ImportOptions, findings: Findings): void {
  if (!collector.dates.times) return;
  const hint = duplicates === undefined ? '; where rows are single sales, add them up with the option duplicates=sum' : '';
  findings.warning('time', `has times of day, which are cut off: a date is the day as it is written${hint}`, {
    column: collector.mapping.date,
  });
}

function tellOfSeries(counts: { emptySeries: number; zeroSeries: number }, findings: Findings): void {
  if (counts.emptySeries > 0) findings.warning('empty-series', 'have no target in any row and are left out', undefined, counts.emptySeries);
  if (counts.zeroSeries > 0) findings.warning('zero-series', 'have a target of zero in every row', undefined, counts.zeroSeries);
}
