import type { DatasetCalendar } from '@/lib/datasets/schema';
import type { CalendarVersion } from './schema';

/** What the data plan, and the promotions and closures of the calendar with it, as charts mark them. What the calendar takes away stays marked. */
export function withEvents({ promotions, storeEvents }: DatasetCalendar, { entries }: Pick<CalendarVersion, 'entries'>): DatasetCalendar {
  return {
    promotions: [
      ...promotions,
      ...entries.flatMap(({ id, name, edit }) =>
        edit.kind === 'promotion'
          ? [
              {
                ...{ id, name, kind: edit.promotion, category: edit.category ?? '', productId: edit.product ?? null },
                ...{ region: edit.region ?? null, startDate: edit.from, endDate: edit.to, discount: edit.discount },
              },
            ]
          : [],
      ),
    ],
    storeEvents: [
      ...storeEvents,
      ...entries.flatMap(({ id, name, edit }) =>
        edit.kind === 'closure' && edit.store !== undefined
          ? [
              {
                ...{ id, name, storeId: edit.store, kind: edit.renovation ? 'renovation' : 'closure' },
                ...{ startDate: edit.from, endDate: edit.to, closedShare: edit.share },
              },
            ]
          : [],
      ),
    ],
  };
}
