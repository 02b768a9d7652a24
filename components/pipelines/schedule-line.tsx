import type { Schedule } from '@/lib/pipeline-runs/schedule-schema';
import { instant } from '../format';
import { RelativeTime } from '../ui/time';

/** When the pipeline runs by itself, in one sentence. */
export function ScheduleLine({ schedule }: { schedule: Schedule }) {
  const cron = <code className="font-mono text-xs">{schedule.cron}</code>;
  if (!schedule.nextRunAt) {
    return <>The schedule {cron} is paused.</>;
  }
  return (
    <>
      Next scheduled run <RelativeTime value={schedule.nextRunAt} className="font-medium text-ink" />,{' '}
      {instant(schedule.nextRunAt, schedule.timeZone)} ({cron} {schedule.timeZone})
    </>
  );
}
