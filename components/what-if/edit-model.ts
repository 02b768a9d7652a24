import type { PlanEdit } from '@/lib/data/plan/plan-edit';
import { addDays } from '../charts/forecast-series';

/** Pure: what the grid by date shows and changes of a list of edits. */

export type Frequency = 'day' | 'week' | 'month';

/** An edit without its dates. */
export type Template = PlanEdit extends infer Edit ? (Edit extends PlanEdit ? Omit<Edit, 'from' | 'to'> : never) : never;

/** The periods that a grid is of. */
export interface Periods {
  dates: string[];
  frequency: Frequency;
}

/** The last day of the period that begins on a date. */
export function periodEnd(date: string, frequency: Frequency): string {
  if (frequency === 'day') return date;
  if (frequency === 'week') return addDays(date, 6);
  const [year = 0, month = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** Which column of the grid an edit belongs to: undefined where it is of some goods or places only, or of a kind without a column. */
export function columnOf(edit: PlanEdit | Template): string | undefined {
  switch (edit.kind) {
    case 'promotion':
      return (edit.category ?? edit.product ?? edit.store ?? edit.region) ? undefined : 'promotion';
    case 'price':
      return (edit.category ?? edit.product) ? undefined : 'price';
    case 'closure':
      return (edit.store ?? edit.region) || edit.share !== 1 || edit.renovation ? undefined : 'closure';
    case 'open':
      return (edit.store ?? edit.region) ? undefined : 'closure';
    case 'covariate':
      return Object.keys(edit.where ?? {}).length > 0 ? undefined : `covariate ${edit.name}`;
    default:
      return undefined;
  }
}

/** What a column says of each period: of several edits their sum in meaning. */
export function cellsOf(edits: readonly PlanEdit[], column: string, periods: Periods): (Template | undefined)[] {
  return periods.dates.map((date) => {
    const end = periodEnd(date, periods.frequency);
    return edits
      .filter((edit) => columnOf(edit) === column && edit.from <= end && edit.to >= date)
      .map(({ from: _, to: __, ...template }) => template as Template)
      .reduce<Template | undefined>((before, own) => together(before, own), undefined);
  });
}

/** Two edits of one column on the same day: the best cut holds, prices multiply, else the later one. */
function together(before: Template | undefined, own: Template): Template {
  if (before?.kind === 'promotion' && own.kind === 'promotion') return before.discount > own.discount ? before : own;
  if (before?.kind === 'price' && own.kind === 'price') return { ...own, change: (1 + before.change) * (1 + own.change) - 1 };
  return own;
}

/**
 * The edits with some cells of a column told anew; undefined is as planned. Runs of equal cells become one edit each.
 * @param indexes places among the periods
 */
export function setCells(
  edits: readonly PlanEdit[],
  column: string,
  indexes: Iterable<number>,
  template: Template | undefined,
  periods: Periods,
): PlanEdit[] {
  const cells = cellsOf(edits, column, periods);
  for (const index of indexes) cells[index] = template;
  const others = edits.filter((edit) => columnOf(edit) !== column);
  return [...others, ...runsOf(cells, periods)];
}

function runsOf(cells: readonly (Template | undefined)[], { dates, frequency }: Periods): PlanEdit[] {
  const runs: PlanEdit[] = [];
  let before: string | undefined;
  cells.forEach((template, index) => {
    const text = template && JSON.stringify(template);
    const date = dates[index] as string;
    // Weeks of imported data may end on their date; told by its own date, a week is met either way.
    const to = template?.kind === 'covariate' ? date : periodEnd(date, frequency);
    const last = runs.at(-1);
    if (template && text === before && last) last.to = to;
    else if (template) runs.push({ ...template, from: date, to } as PlanEdit);
    before = text;
  });
  return runs;
}

/** Whether any edit, of a column or not, has to do with a period. */
export function touches(edits: readonly PlanEdit[], date: string, frequency: Frequency): boolean {
  return edits.some((edit) => edit.from <= periodEnd(date, frequency) && edit.to >= date);
}
