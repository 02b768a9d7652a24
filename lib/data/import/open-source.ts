import { type Findings, shown } from './findings';
import type { Mapping } from './mapping';
import type { Decimal } from './number-format';
import type { ImportOptions } from './options';
import { type Profile, profileTable } from './profile';
import { type Proposal, propose } from './propose';
import type { Detection } from './report';
import { type ImportSource, sourceName } from './source';
import { stageSource } from './stage';
import { openTable, type Table } from './table';

/** What earlier versions of a dataset settled, for what is appended. */
export interface Settled {
  mapping: Mapping;
  decimal: Decimal;
}

export interface OpenedSource {
  tables: Table[];
  profile: Profile;
  proposal: Proposal;
  detection: Detection;
}

/**
 * Brings a source's files here and finds out how they are to be read.
 * @returns what was found; without a proposal where columns have no clear role, and undefined where there is no table
 */
export async function openSource(
  source: ImportSource,
  options: ImportOptions,
  {
    scratch,
    settled,
    findings,
    signal,
  }: { scratch: string; settled?: Settled | undefined; findings: Findings; signal?: AbortSignal | undefined },
): Promise<(Omit<OpenedSource, 'proposal'> & { proposal: Proposal | undefined }) | undefined> {
  const files = await stageSource(source, scratch, findings, signal);
  const tables: Table[] = [];
  for (const file of files) {
    const table = await openTable(file, options, findings, signal);
    if (table) tables.push(table);
  }
  const [first] = tables;
  if (!first) return undefined;
  const profile = profileTable(first, { decimal: options.decimal });
  if (first.format === 'csv' && !options.decimal) judgeDecimal(first, profile, settled, findings);
  const proposal =
    settled && !mapsAnew(options) ? keepTo(settled.mapping, profile, first, findings) : propose(first, profile, options, findings);
  if (proposal) for (const table of tables.slice(1)) checkSameColumns(table, first, proposal.mapping, findings);
  return { tables, profile, proposal, detection: detectionOf(tables, profile, proposal) };
}

/** @throws ImportRefused where the source cannot be read, or its columns have no clear role. */
export async function openSourceOrRefuse(
  source: ImportSource,
  options: ImportOptions,
  context: { scratch: string; settled?: Settled | undefined; findings: Findings; signal?: AbortSignal | undefined },
): Promise<OpenedSource> {
  const opened = await openSource(source, options, context);
  context.findings.refuseErrors(sourceName(source));
  if (!opened?.proposal) throw new Error('A source that has no faults has a mapping.');
  return { ...opened, proposal: opened.proposal };
}

function judgeDecimal(table: Table, profile: Profile, settled: Settled | undefined, findings: Findings): void {
  if (profile.decimalSure) return;
  if (settled) {
    profile.decimal = settled.decimal;
    return;
  }
  const { pointOrThousands, commaOrThousands } = profile.evidence;
  const place = { file: table.name };
  if (commaOrThousands > 0)
    findings.warning(
      'decimal',
      profile.decimal === ','
        ? 'has numbers such as 1,234 only, which could be a thousand; the comma is taken for the decimal sign, as columns are separated by semicolons'
        : 'has numbers such as 1,234 only, which could be a fraction; the comma is taken to set thousands apart',
      place,
    );
  else if (pointOrThousands > 0)
    findings.error(
      'decimal',
      'has numbers such as 1.234 only, and semicolons between columns, as where a point sets thousands apart; say which with the option decimal (. or ,)',
      place,
    );
}

function mapsAnew(options: ImportOptions): boolean {
  const { date, target, keys, single, attributes, known, past, price, promotion, layout } = options;
  return (
    single || layout !== 'auto' || [date, target, keys, attributes, known, past, price, promotion].some((given) => given !== undefined)
  );
}

/** The mapping of the version before, for a file that must have the same columns. */
function keepTo(mapping: Mapping, profile: Profile, table: Table, findings: Findings): Proposal | undefined {
  const needed = neededColumns(mapping);
  const missing = needed.filter((column) => !table.columns.includes(column));
  for (const column of missing)
    findings.error(
      'columns',
      `is missing, which the dataset was imported from; the file has ${table.columns.map(shown).slice(0, 30).join(', ')}`,
      {
        file: table.name,
        column,
      },
    );
  if (missing.length > 0) return undefined;
  const named = new Map<string, Proposal['roles'][number]['role']>([
    ...mapping.keys.map(({ column }) => [column, 'key'] as const),
    ...mapping.attributes.map(({ column }) => [column, 'attribute'] as const),
    ...mapping.known.map(
      ({ column, name }) => [column, name === mapping.price ? 'price' : name === mapping.promotion ? 'promotion' : 'known'] as const,
    ),
    ...mapping.past.map(({ column }) => [column, 'past'] as const),
  ]);
  if (mapping.date !== null) named.set(mapping.date, 'date');
  if (mapping.target !== null) named.set(mapping.target, 'target');
  const wide = mapping.layout === 'wide';
  const roles = profile.columns.map(({ column, name, kind, examples }) => {
    const role = named.get(column) ?? (wide && !mapping.ignored.includes(column) ? 'period' : 'ignored');
    return { column, name, kind, role, why: 'as in the version before', examples } as const;
  });
  const ignored = wide ? mapping.ignored : profile.columns.map(({ column }) => column).filter((column) => !needed.includes(column));
  return { mapping: { ...mapping, ignored }, roles };
}

function neededColumns(mapping: Mapping): string[] {
  const { date, target, keys, attributes, known, past } = mapping;
  const named = [...keys, ...attributes, ...known, ...past].map(({ column }) => column);
  return [date, target, ...named].filter((column) => column !== null);
}

function checkSameColumns(table: Table, first: Table, mapping: Mapping, findings: Findings): void {
  const row = table.format === 'csv' ? 1 + table.dialect.rowsAbove : null;
  for (const column of neededColumns(mapping)) {
    if (!table.columns.includes(column))
      findings.error('columns', `is missing, which ${first.name} has`, { file: table.name, row, column });
  }
  const extra = table.columns.filter((column) => !first.columns.includes(column));
  if (mapping.layout === 'long' && extra.length > 0)
    findings.warning('columns', `has columns that ${first.name} has not, which are left out: ${extra.map(shown).slice(0, 10).join(', ')}`, {
      file: table.name,
      row,
    });
}

function detectionOf(tables: Table[], profile: Profile, proposal: Proposal | undefined): Detection {
  return {
    files: tables.slice(0, 100).map((table) => ({
      name: table.name,
      format: table.format,
      sizeBytes: table.sizeBytes,
      encoding: table.format === 'csv' ? table.dialect.encoding : null,
      byteOrderMark: table.format === 'csv' && table.dialect.bomBytes > 0,
      delimiter: table.format === 'csv' ? table.dialect.delimiter : null,
    })),
    layout: proposal?.mapping.layout ?? 'long',
    decimal: profile.decimal,
    columns:
      proposal?.roles.slice(0, 200) ??
      profile.columns
        .slice(0, 200)
        .map(({ column, name, kind, examples }) => ({ column, name, kind, role: 'ignored' as const, why: 'not decided', examples })),
  };
}
