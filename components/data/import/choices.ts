import type { ImportPreview } from '@/lib/data/import/report';

export const columnRoles = ['date', 'target', 'key', 'attribute', 'known', 'past', 'price', 'promotion', 'ignored'] as const;
export type ColumnRoleName = (typeof columnRoles)[number];

/** What a planner said of a file; what is left out is detected. */
export interface ImportChoices {
  /** By column; all of them once one was chosen, so that nothing changes by itself. */
  roles: Record<string, ColumnRoleName> | undefined;
  /** Options of the import by their name in the API: delimiter, dateFormat, duplicates, … */
  options: Record<string, string>;
}

export const noChoices: ImportChoices = { roles: undefined, options: {} };

type Columns = Pick<ImportPreview['detection'], 'columns'>['columns'];

/** The role of each column that has one of its own: as chosen, else as detected. Columns that are dates of a wide table have none. */
export function rolesOf(columns: Columns, choices: ImportChoices): Record<string, ColumnRoleName> {
  return Object.fromEntries(
    columns.flatMap(({ column, role }) => (role === 'period' ? [] : [[column, choices.roles?.[column] ?? role] as const])),
  );
}

/** Roles that one column has at most, and what becomes of the column that had it. */
const single: Partial<Record<ColumnRoleName, ColumnRoleName>> = {
  date: 'ignored',
  target: 'past',
  price: 'known',
  promotion: 'known',
};

/** The choices with another role for a column. */
export function withRole(columns: Columns, choices: ImportChoices, column: string, role: ColumnRoleName): ImportChoices {
  const roles = rolesOf(columns, choices);
  const former = single[role];
  if (former) for (const [other, own] of Object.entries(roles)) if (own === role && other !== column) roles[other] = former;
  roles[column] = role;
  return { ...choices, roles };
}

export function withOption(choices: ImportChoices, name: string, value: string | undefined): ImportChoices {
  const { [name]: _, ...options } = choices.options;
  return { ...choices, options: value === undefined || value === '' ? options : { ...options, [name]: value } };
}

const lists: Partial<Record<ColumnRoleName, string>> = {
  key: 'keys',
  attribute: 'attributes',
  known: 'known',
  past: 'past',
  ignored: 'ignore',
};

/** The choices as a query of the API. */
export function importQuery(columns: Columns, choices: ImportChoices): URLSearchParams {
  const query = new URLSearchParams(choices.options);
  if (!choices.roles) return query;
  const roles = rolesOf(columns, choices);
  // Lists are separated by commas: a column that has one in its head goes by the name that it gets here.
  const named = (column: string) => (column.includes(',') ? (columns.find((one) => one.column === column)?.name ?? column) : column);
  for (const [role, option] of Object.entries(lists)) {
    const own = Object.keys(roles).filter((column) => roles[column] === role);
    if (own.length > 0) query.set(option, own.map(named).join(','));
  }
  for (const role of ['date', 'target', 'price', 'promotion'] as const) {
    const own = Object.keys(roles).find((column) => roles[column] === role);
    if (own !== undefined) query.set(role, own);
  }
  if (!Object.values(roles).includes('key')) query.set('single', 'true');
  query.set('propose', 'false');
  return query;
}

/** A name for a dataset out of a file's: `Sales 2026 (final).csv` -> `sales-2026-final`. */
export function nameFromFile(fileName: string): string {
  return fileName
    .replace(/\.[^.]*$/, '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63);
}

/** What is wrong with a dataset's name; undefined where nothing is. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'Give the dataset a name.';
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) return 'Lower-case letters, digits and hyphens, at most 63, such as north-stores.';
  if (name === 'sample-retailer') return 'That is the made-up retailer’s name. Choose another.';
  return name === 'import' ? 'That is the address of this page. Choose another.' : undefined;
}
