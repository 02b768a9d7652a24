import { dayOfInstant } from '@/lib/data/days';
import { AlmanacError } from '@/lib/errors';
import { SourceDates } from './dates';
import { Findings } from './findings';
import { weekdayNames } from './frequency';
import { isMissing } from './number-format';
import { type OpenedSource, openSource, type Settled } from './open-source';
import { type ImportOptionsInput, importOptions } from './options';
import type { ImportPreview } from './report';
import { openScratch } from './scratch';
import { type ImportSource, sourceName } from './source';
import { findGrid } from './time-grid';

const shownRows = 10;

/**
 * What an import would make of a source, by a sample of its rows: how it is written, what its columns are, how its dates are spaced.
 * A source that cannot be imported is answered too; its findings say why.
 * @param settled what an earlier version of the dataset settled, for a preview of what would be appended
 * @throws AlmanacError `bad_request` or `unavailable` where the source cannot be reached at all
 */
export async function previewImport(
  source: ImportSource,
  options: ImportOptionsInput = {},
  { settled, signal }: { settled?: Settled; signal?: AbortSignal } = {},
): Promise<ImportPreview> {
  await using scratch = await openScratch();
  const findings = new Findings();
  const told = importOptions.parse(options);
  const opened = await openSource(source, told, { scratch: scratch.folder, settled, findings, signal });
  if (!opened) return { ...nothing(source), findings: findings.all };
  const [first] = opened.tables;
  if (!first) throw new AlmanacError('internal', 'An opened source has a table.');
  const { profile, proposal, detection, tables } = opened;
  const times = proposal && periodsOf({ tables, profile, detection, proposal }, told, settled, findings);
  return {
    source: sourceName(source),
    detection,
    mapping: proposal?.mapping ?? null,
    dateFormat: times?.decision ?? null,
    frequency: times?.grid?.frequency ?? null,
    frequencyWhy: times?.grid?.why ?? 'cannot be told',
    weekday: times?.grid && times.grid.weekday !== null ? (weekdayNames[times.grid.weekday] as string) : null,
    sampledRows: tables.reduce((sum, table) => sum + table.sample.length, 0),
    complete: tables.every((table) => table.sampledAll),
    header: first.columns,
    rows: first.sample.slice(0, shownRows),
    findings: findings.all,
  };
}

/** The dates of the sample. Whether it has a target everywhere does not matter here: its rows only show how dates are spaced. */
function periodsOf(
  { tables, proposal }: OpenedSource,
  options: ReturnType<typeof importOptions.parse>,
  settled: Settled | undefined,
  findings: Findings,
) {
  const dates = new SourceDates();
  const { mapping, roles } = { ...proposal, roles: proposal.roles };
  for (const table of tables) {
    if (mapping.layout === 'wide') {
      const periods = new Set(roles.filter(({ role }) => role === 'period').map(({ column }) => column));
      for (const column of table.columns) if (periods.has(column)) dates.codeOf(column, table.name, null, column);
      continue;
    }
    const at = table.columns.indexOf(mapping.date ?? '');
    for (const cells of table.sample) {
      const cell = cells[at] ?? '';
      // Without a row: pieces from the middle of a file do not know theirs.
      if (!isMissing(cell)) dates.codeOf(cell, table.name, null, mapping.date);
    }
  }
  const { days, decision } = dates.decide(findings, options.dateFormat);
  const everywhere = Array.from({ length: dates.size }, () => true);
  const grid = findGrid(
    {
      days,
      rowsOf: (code) => dates.rowsOf(code),
      placeOf: (code) => dates.placeOf(code),
      recorded: everywhere,
      sold: everywhere,
      blank: [],
    },
    {
      frequency: options.frequency,
      refuseTooFine: !settled && options.frequency !== undefined && options.closures === undefined,
      today: dayOfInstant(new Date()) + 3660,
    },
    findings,
  );
  return { decision, grid };
}

function nothing(source: ImportSource): Omit<ImportPreview, 'findings'> {
  return {
    source: sourceName(source),
    detection: { files: [], layout: 'long', decimal: '.', columns: [] },
    ...{ mapping: null, dateFormat: null, frequency: null, frequencyWhy: 'cannot be told', weekday: null },
    ...{ sampledRows: 0, complete: false, header: [], rows: [] },
  };
}
