import { readings } from './date-format';
import { type Findings, shown } from './findings';
import type { ColumnRole, Mapping, NamedColumn, Role } from './mapping';
import type { ImportOptions } from './options';
import type { ColumnProfile, Profile } from './profile';
import { proposeKeys } from './propose-keys';
import type { Table } from './table';
import { dateRank, isCalendar, isKnownAhead, isPrice, isPromotion, isRowNumber, targetRank } from './vocabulary';

export interface Proposal {
  mapping: Mapping;
  roles: ColumnRole[];
}

/** Fewest columns that are dates before a table counts as wide. */
const fewestPeriods = 3;

/**
 * What each column is: as the options say, and where they say nothing as names and contents suggest.
 * Undefined, with errors among the findings, where date or target cannot be told.
 */
export function propose(table: Table, profile: Profile, options: ImportOptions, findings: Findings): Proposal | undefined {
  const assigned = new Map<ColumnProfile, { role: Role; why: string }>();
  const row = table.format === 'csv' ? 1 + table.dialect.rowsAbove : null;
  const place = { file: table.name, row };
  const free = () => profile.columns.filter((column) => !assigned.has(column));
  const assign = (column: ColumnProfile, role: Role, why: string) => assigned.set(column, { role, why });

  const given = (option: keyof ImportOptions & string, references: string[] | undefined, role: Role): ColumnProfile[] => {
    const columns: ColumnProfile[] = [];
    for (const reference of references ?? []) {
      const column = findColumn(profile, reference);
      const taken = column && assigned.get(column);
      if (!column) {
        const names = profile.columns.map((one) => shown(one.column)).slice(0, 30);
        findings.error('mapping', `has no such column, which ${option} names; it has ${names.join(', ')}`, { ...place, column: reference });
      } else if (taken && taken.role !== role)
        findings.error('mapping', `is named by ${option}, and as ${taken.role} too`, { ...place, column: column.column });
      else if (!taken) {
        assign(column, role, 'as told');
        columns.push(column);
      }
    }
    return columns;
  };

  given('ignore', options.ignore, 'ignored');
  const wide = isWide(profile, options);
  const periods = wide ? periodColumns(profile) : [];
  for (const column of periods) assign(column, 'period', 'its header is a date');
  const [toldDate] = given('date', options.date === undefined ? undefined : [options.date], 'date');
  const [toldTarget] = given('target', options.target === undefined ? undefined : [options.target], 'target');
  const toldKeys = given('keys', options.keys, 'key');
  const toldAttributes = (options.attributes ?? []).flatMap((text) => {
    const [reference = '', of] = findColumn(profile, text) ? [text] : text.split(/:(?=[^:]*$)/);
    return given('attributes', [reference], 'attribute').map((column) => ({ column, of }));
  });
  const [price] = given('price', options.price === undefined ? undefined : [options.price], 'price');
  const [promotion] = given('promotion', options.promotion === undefined ? undefined : [options.promotion], 'promotion');
  const known = given('known', options.known, 'known');
  const past = given('past', options.past, 'past');
  if (wide && (toldDate || toldTarget || known.length + past.length > 0 || price || promotion))
    findings.error(
      'mapping',
      'has a column for each date, so that there are keys and attributes only; no date, target or covariate',
      place,
    );
  if (findings.failed) return undefined;

  if (!wide) refuseMissingHeader(table, profile, findings);
  const date = wide ? undefined : (toldDate ?? proposeDate(free(), assign, table, findings));
  const target = wide ? undefined : (toldTarget ?? proposeTarget(free(), assign, table, findings));
  if (findings.failed || (!wide && (!date || !target))) return undefined;
  if (target) checkTarget(target, table, profile, findings);

  if (options.propose) proposeIgnored(free(), assign);
  const keys = [...toldKeys];
  const attributes = [...toldAttributes];
  const proposed =
    options.keys || options.single
      ? undefined
      : proposeKeys(options.propose ? free() : [], table.sample, date && table.sample.map((cells) => cells[date.index] ?? ''));
  for (const column of proposed?.keys ?? []) {
    assign(column, 'key', 'its values tell series apart');
    keys.push(column);
  }
  for (const column of proposed?.attributes ?? []) {
    assign(column, 'attribute', 'goes with a key');
    attributes.push({ column, of: undefined });
  }
  for (const { column, why } of proposed?.others ?? []) {
    assign(column, 'ignored', why);
    if (column.oddValue !== null)
      findings.warning(
        'left-out',
        'has numbers in most rows, but texts too, and is left out; name it as known or past to have each one told',
        {
          ...place,
          row: null,
          column: column.column,
          value: column.oddValue,
        },
      );
  }
  if (options.propose && !proposed && keys.length > 0) {
    for (const column of free().filter(({ kind }) => kind === 'text')) {
      assign(column, 'attribute', 'is text; kept where it goes with a key');
      attributes.push({ column, of: undefined });
    }
  }
  const covariates = proposeCovariates(options.propose && !wide ? free() : [], assign, { price, promotion });
  known.push(...covariates.known);
  past.push(...covariates.past);
  for (const column of free()) assign(column, 'ignored', whyLeft(column, options, wide));

  const priceColumn = price ?? covariates.price;
  const promotionColumn = promotion ?? covariates.promotion;
  const ahead = [...known, ...[priceColumn, promotionColumn].filter((column) => column !== undefined)];
  for (const column of [...ahead, ...past]) {
    if (column.kind === 'text' || column.kind === 'unsupported' || column.kind === 'date')
      findings.error('mapping', `is ${kindText(column)}; covariates are numbers (or true and false)`, { ...place, column: column.column });
  }
  for (const { of } of attributes) {
    if (of !== undefined && !keys.some((key) => matches(key, of)))
      findings.error('mapping', 'is no key, though attributes say that one follows from it', { ...place, column: of });
  }
  for (const column of [...keys, ...attributes.map((attribute) => attribute.column)]) {
    if (column.kind === 'unsupported')
      findings.error('mapping', `is ${kindText(column)}; keys are texts or whole numbers`, { ...place, column: column.column });
  }
  if (findings.failed) return undefined;
  const name = ({ column, name }: ColumnProfile): NamedColumn => ({ column, name });
  const inOrder = (columns: ColumnProfile[]) => [...columns].sort((a, b) => a.index - b.index).map(name);
  return {
    mapping: {
      layout: wide ? 'wide' : 'long',
      date: date?.column ?? null,
      target: target?.column ?? null,
      keys: (options.keys ? keys : [...keys].sort((a, b) => a.index - b.index)).map(name),
      attributes: attributes.map(({ column, of }) => ({
        ...name(column),
        of: keys.find((key) => of !== undefined && matches(key, of))?.name ?? null,
      })),
      known: inOrder(ahead),
      past: inOrder(past),
      price: priceColumn?.name ?? null,
      promotion: promotionColumn?.name ?? null,
      ignored: profile.columns.filter((column) => assigned.get(column)?.role === 'ignored').map(({ column }) => column),
    },
    roles: profile.columns.map((column) => {
      const { role, why } = assigned.get(column) as { role: Role; why: string };
      const name = role === 'date' ? 'date' : role === 'target' ? 'y' : column.name;
      return { column: column.column, name, kind: column.kind, role, why, examples: column.examples };
    }),
  };
}

/** The column that a person means: by its header, then whatever its case, then by its name here. */
export function findColumn(profile: Profile, reference: string): ColumnProfile | undefined {
  const { columns } = profile;
  return columns.find(({ column }) => column === reference) ?? columns.find((column) => matches(column, reference));
}

function matches({ column, name, plain }: ColumnProfile, reference: string): boolean {
  return column.toLowerCase() === reference.toLowerCase() || name === reference || plain === reference;
}

function isWide(profile: Profile, { layout }: ImportOptions): boolean {
  if (layout !== 'auto') return layout === 'wide';
  const periods = periodColumns(profile).length;
  return periods >= fewestPeriods && periods >= profile.columns.length / 2;
}

/** Columns whose headers are dates. */
export function periodColumns(profile: Profile): ColumnProfile[] {
  return profile.columns.filter(({ column }) => readings(column).length > 0);
}

/** A first row that looks like data is no header. */
function refuseMissingHeader(table: Table, profile: Profile, findings: Findings): void {
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

type Assign = (column: ColumnProfile, role: Role, why: string) => void;

function proposeDate(free: ColumnProfile[], assign: Assign, table: Table, findings: Findings): ColumnProfile | undefined {
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

function proposeTarget(free: ColumnProfile[], assign: Assign, table: Table, findings: Findings): ColumnProfile | undefined {
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

function checkTarget(target: ColumnProfile, table: Table, { decimal }: Profile, findings: Findings): void {
  if (target.kind === 'number' || target.kind === 'integer') return;
  if (target.kind === 'empty' && !table.sampledAll) return;
  const place = { file: table.name, column: target.column, value: target.examples[0] ?? null };
  if (target.kind === 'empty') findings.error('target', 'has no values', { ...place, value: null });
  else findings.error('target', `is the target, which must hold numbers (decimal sign ${decimal}); it is ${kindText(target)}`, place);
}

function proposeIgnored(free: ColumnProfile[], assign: Assign): void {
  for (const column of free) {
    if (column.column === '') assign(column, 'ignored', 'has no name');
    else if (column.kind === 'empty') assign(column, 'ignored', 'is empty');
    else if (column.kind === 'unsupported') assign(column, 'ignored', `is ${kindText(column)}`);
    else if (column.kind === 'date') assign(column, 'ignored', 'is another date');
    else if (isCalendar(column.plain)) assign(column, 'ignored', 'follows from the date');
    else if (column.kind === 'integer' && isRowNumber(column.plain)) assign(column, 'ignored', 'numbers the rows');
  }
}

function proposeCovariates(
  free: ColumnProfile[],
  assign: Assign,
  told: { price?: ColumnProfile | undefined; promotion?: ColumnProfile | undefined },
) {
  const numeric = free.filter(({ kind }) => kind === 'number' || kind === 'integer' || kind === 'boolean');
  const price = told.price ? undefined : numeric.find(({ plain }) => isPrice(plain));
  const promotion = told.promotion ? undefined : numeric.find(({ plain }) => isPromotion(plain));
  const known: ColumnProfile[] = [];
  const past: ColumnProfile[] = [];
  for (const column of numeric) {
    if (column === price) assign(column, 'price', 'is called as prices are');
    else if (column === promotion) assign(column, 'promotion', 'is called as promotions are');
    else if (isKnownAhead(column.plain)) {
      assign(column, 'known', 'is called as what is planned ahead');
      known.push(column);
    } else {
      assign(column, 'past', 'is a measure; nothing says that it is known ahead');
      past.push(column);
    }
  }
  return { known, past, price, promotion };
}

function whyLeft(column: ColumnProfile, { propose }: ImportOptions, wide: boolean): string {
  if (!propose) return 'no option names it';
  if (wide) return 'a wide table has keys and attributes only';
  return `is ${kindText(column)}`;
}

function kindText({ kind, type }: ColumnProfile): string {
  if (kind === 'unsupported') return `of the type ${type}, which is not read`;
  return { date: 'a date', integer: 'a whole number', number: 'a number', boolean: 'true or false', text: 'text', empty: 'empty' }[kind];
}

function list(columns: ColumnProfile[]): string {
  return columns
    .map(({ column }) => shown(column))
    .slice(0, 20)
    .join(', ');
}
