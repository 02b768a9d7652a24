import type { Calendar, CalendarChange, CalendarEntry, CalendarVersion } from '@/lib/calendar/schema';
import { request } from './client';

const path = (dataset: string) => `/api/v1/datasets/${encodeURIComponent(dataset)}/calendar`;

export const calendarKey = (dataset: string) => ['calendar', dataset] as const;

export function fetchCalendar(dataset: string, span: { from: string; to: string }, signal?: AbortSignal): Promise<Calendar> {
  return request(`${path(dataset)}?${new URLSearchParams(span)}`, { signal });
}

export function saveCalendar(
  dataset: string,
  body: { base: number; author?: string; note: string; entries: CalendarEntry[]; holidaysOff: string[] },
): Promise<CalendarVersion> {
  return request(path(dataset), { method: 'PUT', body });
}

export function restoreCalendar(dataset: string, body: { version: number; base: number; author?: string }): Promise<CalendarVersion> {
  return request(`${path(dataset)}/restore`, { method: 'POST', body });
}

export function fetchCalendarChanges(
  dataset: string,
  cursor: string | undefined,
  signal?: AbortSignal,
): Promise<{ items: CalendarChange[]; nextCursor: string | null }> {
  return request(`${path(dataset)}/versions${cursor ? `?${new URLSearchParams({ cursor })}` : ''}`, { signal });
}
