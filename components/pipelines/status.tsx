import clsx from 'clsx';
import { Ban, CircleCheck, CircleDashed, CircleX, Clock3, LoaderCircle, type LucideIcon, SkipForward, Unplug } from 'lucide-react';
import type { PipelineAttempt } from '@/lib/pipeline-runs/history-schema';
import type { PipelineStep, RunStatus } from '@/lib/pipeline-runs/schema';
import { Badge, type Tone } from '../ui/badge';

type Status = RunStatus | PipelineStep['status'] | PipelineAttempt['status'];

const looks: Record<Status, { icon: LucideIcon; label: string; tone: Tone; ink: string }> = {
  queued: { icon: Clock3, label: 'Queued', tone: 'neutral', ink: 'text-faint' },
  pending: { icon: CircleDashed, label: 'Waiting', tone: 'neutral', ink: 'text-faint' },
  running: { icon: LoaderCircle, label: 'Running', tone: 'info', ink: 'text-info' },
  succeeded: { icon: CircleCheck, label: 'Succeeded', tone: 'success', ink: 'text-success' },
  failed: { icon: CircleX, label: 'Failed', tone: 'danger', ink: 'text-danger' },
  cancelled: { icon: Ban, label: 'Cancelled', tone: 'warning', ink: 'text-warning' },
  lost: { icon: Unplug, label: 'Lost', tone: 'warning', ink: 'text-warning' },
  skipped: { icon: SkipForward, label: 'Skipped', tone: 'neutral', ink: 'text-faint' },
};

export function statusLabel(status: Status): string {
  return looks[status].label;
}

export function statusTone(status: Status): Tone {
  return looks[status].tone;
}

export function StatusIcon({ status, className }: { status: Status; className?: string }) {
  const { icon: Icon, ink, label } = looks[status];
  return <Icon role="img" aria-label={label} className={clsx('size-4 shrink-0', ink, status === 'running' && 'animate-spin', className)} />;
}

export function StatusBadge({ status }: { status: Status }) {
  const { icon: Icon, label, tone } = looks[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className={clsx(status === 'running' && 'animate-spin')} />
      {label}
    </Badge>
  );
}
