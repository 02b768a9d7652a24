import clsx from 'clsx';
import { Ban, CircleCheck, CircleX, Clock3, LoaderCircle, type LucideIcon } from 'lucide-react';
import type { TrackedRun } from '@/lib/tracking/schema';
import { Badge, type Tone } from '../ui/badge';

const looks: Record<TrackedRun['status'], { icon: LucideIcon; label: string; tone: Tone }> = {
  RUNNING: { icon: LoaderCircle, label: 'Running', tone: 'info' },
  SCHEDULED: { icon: Clock3, label: 'Scheduled', tone: 'neutral' },
  FINISHED: { icon: CircleCheck, label: 'Finished', tone: 'success' },
  FAILED: { icon: CircleX, label: 'Failed', tone: 'danger' },
  KILLED: { icon: Ban, label: 'Killed', tone: 'warning' },
};

/** A tracked run's status, in MLflow's words. */
export function TrackedStatusBadge({ status }: { status: TrackedRun['status'] }) {
  const { icon: Icon, label, tone } = looks[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className={clsx(status === 'RUNNING' && 'animate-spin')} />
      {label}
    </Badge>
  );
}
