import { holidayCalendar } from '@/lib/data/holidays';
import type { PanelMeta } from '@/lib/data/panel-file';
import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';

/** The holidays that a run's models know of: those of its dataset's country, around the panel's days. */
export function calendarOf(panel: Panel, meta: Pick<PanelMeta, 'holidays'>): HolidayCalendar {
  return holidayCalendar(panel.ds, meta.holidays);
}
