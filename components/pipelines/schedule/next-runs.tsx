import clsx from 'clsx';
import { instant } from '../../format';
import { RelativeTime } from '../../ui/time';

/** The next times, each as a date in the schedule's time zone and as how long from now. */
export function NextRuns({ times, timeZone, className }: { times: string[]; timeZone: string; className?: string }) {
  return (
    <ol aria-label="Next runs" className={clsx('space-y-1 text-sm', className)}>
      {times.map((time) => (
        <li key={time} className="flex justify-between gap-4">
          <span className="tabular">{instant(time, timeZone)}</span>
          <RelativeTime value={time} className="shrink-0 text-muted" />
        </li>
      ))}
    </ol>
  );
}
