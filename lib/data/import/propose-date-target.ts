import { readings } from './date-format';
import { type Findings, shown } from './findings';
import type { ColumnProfile, Profile } from './profile';
import { type Assign, kindText } from './propose-covariates';
import type { Table } from './table';
import { dateRank, isCalendar, isKnownAhead, isRowNumber, targetRank } from './vocabulary';

/** A first row that looks like data is no header. */
export function refuseMissingHeader(table: Table, profile: Profile, findings: Findings): void {
  if (table.format !== 'csv') return;
  const odd = profile.columns.find(({ column }) => /^[+-]?\d+([.,]\d+)?$/.test(column) || readings(column).length > 0);
  if (!odd) return;
  findings.error('header', 'heads a column, where a name was expected: the first row must hold the names of the columns', {
    file: table.name,
    row: 1 + table.dialect.rowsAbove,
    column: odd.column,
    value: odd.column,
  });
}

/** The column of dates, by content, then by name; undefined, with an error among the findings, where there is none. */
export function proposeDate(free: ColumnProfile[], assign: Assign, table: Table, findings: Findings): ColumnProfile | undefined {
  const dates = free.filter(({ kind }) => kind === 'date').sort((a, b) => dateRank(a.plain) - dateRank(b.plain) || a.index - b.index);
  const digits = free.filter(({ digitDates }) => digitDates).sort((a, b) => dateRank(a.plain) - dateRank(b.plain));
  // A column called date that holds something else is to be told of, not passed over.
  const called = free.filter(({ plain }) => plain === 'date' || plain === 'ds');
  const date = dates[0] ?? digits[0] ?? called[0];
  if (!date) {
    findings.error('mapping', `has no column of dates; name it with the option date. Its columns are ${list(free)}`, { file: table.name });
    return undefined;
  }
  if (dates.length > 1) {
    findings.warning('mapping', `has several columns of dates: ${list(dates)}; the first of these is taken`, {
      file: table.name,
      column: date.column,
    });
  }
  assign(date, 'date', dates.length > 1 ? 'holds dates, as others do' : 'holds dates');
  return date;
}

/** The column of the target, by name, or as the only measure; undefined, with an error among the findings, where it cannot be told. */
export function proposeTarget(free: ColumnProfile[], assign: Assign, table: Table, findings: Findings): ColumnProfile | undefined {
  const called = free.filter(({ plain }) => targetRank(plain) < Number.POSITIVE_INFINITY);
  const byName = called.sort((a, b) => targetRank(a.plain) - targetRank(b.plain));
  const measures = free.filter(
    ({ kind, plain }) => (kind === 'number' || (kind === 'integer' && !isRowNumber(plain) && !isCalendar(plain))) && !isKnownAhead(plain),
  );
  const numeric = byName.filter(({ kind }) => kind === 'number' || kind === 'integer');
  const target = numeric[0] ?? byName[0] ?? (measures.length === 1 ? measures[0] : undefined);
  if (!target) {
    const why = measures.length === 0 ? 'none of its columns holds numbers' : `it could be ${list(measures)}`;
    findings.error('mapping', `does not tell which column was sold: ${why}; name it with the option target`, { file: table.name });
    return undefined;
  }
  assign(target, 'target', byName.includes(target) ? 'is called as sales are' : 'is the only measure');
  return target;
}

/** Tells of a target that holds no numbers. */
export function checkTarget(target: ColumnProfile, table: Table, { decimal }: Profile, findings: Findings): void {
  if (target.kind === 'number' || target.kind === 'integer') return;
  if (target.kind === 'empty' && !table.sampledAll) return;
  const place = { file: table.name, column: target.column, value: target.examples[0] ?? null };
  if (target.kind === 'empty') findings.error('target', 'has no values', { ...place, value: null });
  else findings.error('target', `is the target, which must hold numbers (decimal sign ${decimal}); it is ${kindText(target)}`, place);
}

function list(columns: ColumnProfile[]): string {
  return columns
    .map(({ column }) => shown(column))
    .slice(0, 20)
    .join(', ');
}
