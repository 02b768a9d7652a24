import type { PlanPoint } from '@/lib/overrides/schema';
import type { ToldPoint } from '../api/overrides';

/** Pure: numbers that a planner has typed and not saved. */

/** What is told of one date: a number, or a change of the model's. */
export type Told = { value: number } | { change: number };
export type Draft = ReadonlyMap<string, Told>;

/** What would hold on a date. */
export function draftValue(point: Pick<PlanPoint, 'model' | 'final'>, told: Told | undefined): number {
  if (!told) return point.final;
  return 'value' in told ? told.value : point.model * (1 + told.change);
}

/** The draft with some dates told anew; undefined takes them back. */
export function tell(draft: Draft, dates: Iterable<string>, told: Told | undefined): Draft {
  const next = new Map(draft);
  for (const date of dates) {
    if (told) next.set(date, told);
    else next.delete(date);
  }
  return next;
}

/** As the server takes it, in the order of the dates. */
export function pointsOf(draft: Draft): ToldPoint[] {
  return [...draft].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, told]) => ({ date, ...told }));
}

export interface DraftTotals {
  model: number;
  /** With the overrides in force. */
  present: number;
  /** With the draft too. */
  next: number;
}

export function totalsOf(points: readonly PlanPoint[], draft: Draft): DraftTotals {
  return points.reduce(
    (sum, point) => ({
      model: sum.model + point.model,
      present: sum.present + point.final,
      next: sum.next + draftValue(point, draft.get(point.date)),
    }),
    { model: 0, present: 0, next: 0 },
  );
}
