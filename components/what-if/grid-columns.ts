import type { SeriesPlan } from '@/lib/scenarios/schema';
import { words } from '../format';
import type { Template } from './edit-model';

/** One control a period: a percentage, a number, or on and off. */
export interface GridColumn {
  /** As `columnOf` names it. */
  id: string;
  label: string;
  kind: 'percent' | 'number' | 'flag';
  /** Behind the input. */
  unit?: string;
  hint: string;
  /** What is planned, by period: for a flag, whether it is on. */
  planned: (number | null)[];
  /** The edit of what was entered; undefined where that is nothing, or as planned. */
  make: (value: number | undefined, planned: number | null) => Template | undefined;
  /** What stands in the control for an edit. */
  read: (template: Template) => number | undefined;
  /** Whether a value may be. */
  allows: (value: number) => boolean;
}

/** More columns would be a spreadsheet; the others are told in the list of changes. */
const mostCovariates = 4;

type Tables = NonNullable<SeriesPlan['tables']>;

const promotion = (): GridColumn => ({
  id: 'promotion',
  label: 'Promotion',
  kind: 'percent',
  unit: '% off',
  hint: 'A promotion of all goods. Where another runs, the best cut holds',
  planned: [],
  make: (value) => (value === undefined ? undefined : { kind: 'promotion', discount: value / 100, promotion: 'circular' }),
  read: (template) => (template.kind === 'promotion' ? template.discount * 100 : undefined),
  allows: (value) => value > 0 && value < 100,
});

const price = (): GridColumn => ({
  id: 'price',
  label: 'List price',
  kind: 'percent',
  unit: '%',
  hint: 'Change of all list prices: 5 is 5 % dearer, -5 is 5 % cheaper',
  planned: [],
  make: (value) => (value === undefined || value === 0 ? undefined : { kind: 'price', change: value / 100 }),
  read: (template) => (template.kind === 'price' ? template.change * 100 : undefined),
  allows: (value) => value > -100 && value <= 900,
});

function closure(tables: Tables, dates: string[], ends: string[]): GridColumn {
  const closedOn = (k: number) =>
    tables.stores.every(({ id }) =>
      tables.closures.some((row) => row.store === id && row.share === 1 && row.from <= (dates[k] ?? '') && row.to >= (ends[k] ?? '')),
    );
  return {
    id: 'closure',
    label: 'Closed',
    kind: 'flag',
    hint: tables.stores.length > 1 ? 'All stores closed' : 'The store closed',
    planned: dates.map((_, k) => (tables.stores.length > 0 && closedOn(k) ? 1 : 0)),
    make: (value, planned) =>
      value === undefined || value === planned
        ? undefined
        : value === 1
          ? { kind: 'closure', share: 1, renovation: false }
          : { kind: 'open' },
    read: (template) => (template.kind === 'closure' ? 1 : template.kind === 'open' ? 0 : undefined),
    allows: () => true,
  };
}

function covariate({ name, unit, role, flag, planned }: SeriesPlan['covariates'][number]): GridColumn {
  const base = { id: `covariate ${name}`, label: words(name), planned };
  const value = (told: number | undefined, own: number | null): Template | undefined =>
    told === undefined || told === own ? undefined : { kind: 'covariate', name, where: {}, value: told };
  if (flag) {
    const read = (template: Template) => (template.kind === 'covariate' ? template.value : undefined);
    return { ...base, kind: 'flag', hint: unit || `${words(name)} on or off`, make: value, read, allows: () => true };
  }
  if (role === 'price') {
    return {
      ...base,
      kind: 'percent',
      unit: '%',
      hint: 'Change against the planned price: 5 is 5 % dearer',
      make: (told) => (told === undefined || told === 0 ? undefined : { kind: 'covariate', name, where: {}, change: told / 100 }),
      read: (template) => (template.kind === 'covariate' && template.change !== undefined ? template.change * 100 : undefined),
      allows: (told) => told > -100 && told <= 9900,
    };
  }
  return {
    ...base,
    kind: 'number',
    hint: unit || `What is planned stands in grey`,
    make: value,
    read: (template) => (template.kind === 'covariate' ? template.value : undefined),
    allows: Number.isFinite,
  };
}

/** What of a series' plan can be told by the date. @param ends the last day of each period */
export function gridColumns({ tables, covariates, dates }: SeriesPlan, ends: string[]): GridColumn[] {
  if (tables) return [promotion(), price(), closure(tables, dates, ends)];
  const rank = ({ role }: SeriesPlan['covariates'][number]) =>
    role === 'promotion' ? 0 : role === 'price' ? 1 : role === 'closure' ? 2 : 3;
  return [...covariates]
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, mostCovariates)
    .map(covariate);
}
