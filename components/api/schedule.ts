import type { Schedule, ScheduleUpdate } from '@/lib/pipeline-runs/schedule-schema';
import { request } from './client';

const path = '/api/v1/schedules/train-sales-forecast';

export const scheduleKey = ['schedule'] as const;

export function fetchSchedule(signal?: AbortSignal): Promise<Schedule> {
  return request(path, { signal });
}

export function updateSchedule(update: ScheduleUpdate): Promise<Schedule> {
  return request(path, { method: 'PATCH', body: update });
}
