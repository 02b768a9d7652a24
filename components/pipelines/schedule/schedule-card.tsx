'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CalendarClock, Pause, Pencil, Play, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Schedule } from '@/lib/pipeline-runs/schedule-schema';
import { describe } from '../../api/client';
import { fetchSchedule, scheduleKey, updateSchedule } from '../../api/schedule';
import { levelLabel } from '../../forecasts/series-label';
import { count, instant, words } from '../../format';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Card, CardHeader } from '../../ui/card';
import { Dialog } from '../../ui/dialog';
import { lazyPart } from '../../ui/lazy-part';
import { RelativeTime } from '../../ui/time';
import { FormSkeleton, RunForm } from '../run-dialog';
import { cronInWords } from './cron-words';
import { NextRuns } from './next-runs';

const ScheduleForm = lazyPart(() => import('./schedule-form').then((module) => module.ScheduleForm), FormSkeleton);

/** What its runs forecast, as far as that was chosen. */
function scopeOf({ parameters: { dataset, level, horizon, frequency, models } }: Schedule): string {
  const parts = [words(dataset)];
  if (level) parts.push(levelLabel(level));
  if (horizon) parts.push(count(horizon, frequency ?? 'period'));
  parts.push(count(models.length, 'model'));
  return parts.join(' · ');
}

/** When the pipeline runs by itself and with what, to be looked at and changed. */
export function ScheduleCard({ initial }: { initial: Schedule }) {
  const client = useQueryClient();
  const [editing, setEditing] = useState<'times' | 'parameters'>();
  const { data: schedule } = useQuery({
    queryKey: scheduleKey,
    queryFn: ({ signal }) => fetchSchedule(signal),
    initialData: initial,
    staleTime: 30_000,
    refetchInterval: 60_000,
  });
  const saved = (next: Schedule, said: string) => {
    client.setQueryData(scheduleKey, next);
    setEditing(undefined);
    toast.success(said);
  };
  const pause = useMutation({
    mutationFn: (paused: boolean) => updateSchedule({ paused }),
    onSuccess: (next) => saved(next, next.paused ? 'The schedule is paused' : 'The schedule goes on'),
    onError: (error) => toast.error('The schedule was not changed', { description: describe(error) }),
  });
  return (
    <Card aria-labelledby="schedule-title">
      <CardHeader
        id="schedule-title"
        title={
          <span className="flex flex-wrap items-center gap-2">
            <CalendarClock aria-hidden className="size-4 text-faint" />
            Schedule
            {schedule.paused && <Badge tone="warning">Paused</Badge>}
          </span>
        }
        actions={
          <>
            <Button size="sm" pending={pause.isPending} onClick={() => pause.mutate(!schedule.paused)}>
              {!pause.isPending && (schedule.paused ? <Play aria-hidden /> : <Pause aria-hidden />)}
              {schedule.paused ? 'Resume' : 'Pause'}
            </Button>
            <Button size="sm" aria-haspopup="dialog" onClick={() => setEditing('times')}>
              <Pencil aria-hidden />
              Edit times
            </Button>
            <Button size="sm" aria-haspopup="dialog" onClick={() => setEditing('parameters')}>
              <SlidersHorizontal aria-hidden />
              Edit parameters
            </Button>
          </>
        }
      />
      <div className="grid gap-x-8 gap-y-4 border-t px-4 py-3.5 md:grid-cols-2">
        <div className="min-w-0 space-y-1 text-sm">
          <p className="text-lg font-semibold">{cronInWords(schedule.cron)}</p>
          <p className="text-muted">
            {schedule.timeZone.replaceAll('_', ' ')} · <code className="font-mono text-xs">{schedule.cron}</code>
            {!schedule.edited && ' · as the server was told'}
          </p>
          <p className="text-muted">{scopeOf(schedule)}</p>
          {schedule.lastTickAt && (
            <p className="text-muted">
              Last <RelativeTime value={schedule.lastTickAt} />, {instant(schedule.lastTickAt, schedule.timeZone)}
            </p>
          )}
        </div>
        {schedule.paused ? (
          <p className="text-sm text-muted">
            No run is started by itself until the schedule is resumed. Times that pass meanwhile are let go.
          </p>
        ) : (
          <NextRuns times={schedule.nextRuns} timeZone={schedule.timeZone} />
        )}
      </div>
      <Dialog
        open={editing === 'times'}
        onOpenChange={(open) => setEditing(open ? 'times' : undefined)}
        title="Edit schedule"
        description="When the pipeline runs by itself. It holds at once, without a restart."
      >
        <ScheduleForm
          schedule={schedule}
          onCancel={() => setEditing(undefined)}
          onSaved={(next) => saved(next, 'The schedule was changed')}
        />
      </Dialog>
      <Dialog
        open={editing === 'parameters'}
        onOpenChange={(open) => setEditing(open ? 'parameters' : undefined)}
        title="Parameters of scheduled runs"
        description="What each run is told when it starts by itself. What is left open follows the dataset."
      >
        <RunForm
          initial={schedule.parameters}
          submitLabel="Save parameters"
          failureTitle="The schedule was not changed"
          send={(parameters) => updateSchedule({ parameters })}
          onDone={(next) => saved(next as Schedule, 'Scheduled runs will be told that')}
          onCancel={() => setEditing(undefined)}
        />
      </Dialog>
    </Card>
  );
}
