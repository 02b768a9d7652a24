import { readings } from './date-format';
import { type Findings, shown } from './findings';
import type { ColumnRole, Mapping, NamedColumn, Role } from './mapping';
import type { ImportOptions } from './options';
import type { ColumnProfile, Profile } from './profile';
import { type Assign, kindText, proposeCovariates, proposeIgnored } from './propose-covariates';
import { checkTarget, proposeDate, proposeTarget, refuseMissingHeader } from './propose-date-target';
import { proposeKeys } from './propose-keys';
import type { Table } from './table';

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
  const assign: Assign = (column, role, why) => assigned.set(column, { role, why });

  const given = (option: keyof ImportOptions & string, references: string[] | undefined, role: Role): ColumnProfile[] => {
    const columns: ColumnProfile[] = [];
    for (const reference of references ?? []) {
      const column = findColumn(profile, reference);
      const taken = column && assigned.get(column);
      if (!column) {
        const names = profile.columns.map((one) => shown(one.column)).slice(0, 30);
        findings.error('mapping', `has no such column, which ${option} names; it has ${names.join(', ')}`, { ...place, column: reference });
      } else if (taken && role === 'known' && (taken.role === 'price' || taken.role === 'promotion')) {
        // A price is known ahead: to say both is to say the same.
      } else if (taken && taken.role !== role)
        findings.error('mapping', `is named by ${option}, and as ${taken.role} too`, { ...place, column: column.column });
      else if (taken && role !== 'ignored') findings.error('mapping', `is named twice by ${option}`, { ...place, column: column.column });
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

function whyLeft(column: ColumnProfile, { propose }: ImportOptions, wide: boolean): string {
  if (!propose) return 'no option names it';
  if (wide) return 'a wide table has keys and attributes only';
  return `is ${kindText(column)}`;
}
