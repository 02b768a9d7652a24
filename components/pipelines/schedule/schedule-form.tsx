'use client';

import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { cronProblem, nextRuns } from '@/lib/pipeline-runs/cron';
import type { Schedule } from '@/lib/pipeline-runs/schedule-schema';
import { describe } from '../../api/client';
import { updateSchedule } from '../../api/schedule';
import { Button } from '../../ui/button';
import { Callout } from '../../ui/callout';
import { Combobox } from '../../ui/combobox';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import { Select } from '../../ui/select';
import { choiceOf, cronInWords, cronOf, type Rhythm, rhythms, rhythmTitles, weekdays } from './cron-words';
import { NextRuns } from './next-runs';

const previewed = 5;

function timeZones(chosen: string): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [...new Set([chosen, 'UTC', own, ...Intl.supportedValuesOf('timeZone')])];
}

/** Asks when the pipeline runs by itself, and shows at once which times that makes. */
export function ScheduleForm({
  schedule,
  onSaved,
  onCancel,
}: {
  schedule: Schedule;
  onSaved: (saved: Schedule) => void;
  onCancel: () => void;
}) {
  const [choice, setChoice] = useState(() => choiceOf(schedule.cron));
  const [timeZone, setTimeZone] = useState(schedule.timeZone);
  const [search, setSearch] = useState('');
  const zones = useMemo(() => timeZones(schedule.timeZone), [schedule.timeZone]);
  const cron = cronOf(choice);
  const problem = cronProblem(cron);
  const save = useMutation({ mutationFn: updateSchedule, onSuccess: onSaved });
  const options = zones
    .filter((zone) => zone.toLowerCase().replaceAll('_', ' ').includes(search.toLowerCase().replaceAll('_', ' ')))
    .slice(0, 60)
    .map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
  return (
    <form
      noValidate
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        if (!problem) save.mutate({ cron, timeZone });
      }}
    >
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-5 py-5">
        {save.isError && (
          <Callout tone="danger" title="The schedule was not changed">
            {describe(save.error)}
          </Callout>
        )}
        <div className="grid gap-x-4 gap-y-5 sm:grid-cols-2">
          <Field label="How often">
            <Select
              value={choice.rhythm}
              onValueChange={(rhythm) => setChoice({ ...choice, rhythm: rhythm as Rhythm, custom: cron })}
              options={rhythms.map((value) => ({ value, label: rhythmTitles[value] }))}
            />
          </Field>
          {choice.rhythm === 'weekly' && (
            <Field label="On">
              <Select
                value={String(choice.weekday)}
                onValueChange={(weekday) => setChoice({ ...choice, weekday: Number(weekday) })}
                options={weekdays.map((label, value) => ({ value: String(value), label }))}
              />
            </Field>
          )}
          {choice.rhythm === 'monthly' && (
            <Field label="On day" hint="1 to 28, which every month has">
              <Select
                value={String(choice.day)}
                onValueChange={(day) => setChoice({ ...choice, day: Number(day) })}
                options={Array.from({ length: 28 }, (_, k) => ({ value: String(k + 1), label: String(k + 1) }))}
              />
            </Field>
          )}
          {choice.rhythm === 'hourly' && (
            <Field label="Minutes past the hour">
              <Input
                type="number"
                min={0}
                max={59}
                value={Number(choice.time.slice(3))}
                onChange={({ target }) => {
                  const minutes = Math.min(59, Math.max(0, Math.floor(target.valueAsNumber || 0)));
                  setChoice({ ...choice, time: `${choice.time.slice(0, 3)}${String(minutes).padStart(2, '0')}` });
                }}
              />
            </Field>
          )}
          {['daily', 'weekdays', 'weekly', 'monthly'].includes(choice.rhythm) && (
            <Field label="At">
              <Input
                type="time"
                required
                value={choice.time}
                onChange={({ target }) => target.value && setChoice({ ...choice, time: target.value })}
              />
            </Field>
          )}
          {choice.rhythm === 'custom' && (
            <Field label="Cron" error={problem} hint="Minute, hour, day of month, month, weekday">
              <Input
                className="font-mono"
                spellCheck={false}
                autoComplete="off"
                value={choice.custom}
                onChange={({ target }) => setChoice({ ...choice, custom: target.value })}
              />
            </Field>
          )}
          <div className="flex min-w-0 flex-col gap-1.5">
            <span className="text-sm font-medium">Time zone</span>
            <Combobox
              label="Time zone"
              value={{ value: timeZone, label: timeZone.replaceAll('_', ' ') }}
              placeholder="Choose a time zone"
              onSelect={({ value }) => setTimeZone(value)}
              options={options}
              search={search}
              onSearch={setSearch}
              state="ready"
            />
          </div>
        </div>
        {!problem && (
          <div className="rounded-lg border bg-raised px-4 py-3">
            <p className="text-sm font-medium" aria-live="polite">
              {cronInWords(cron)}, {timeZone.replaceAll('_', ' ')}
            </p>
            <NextRuns times={nextRuns(cron, timeZone, previewed).map((time) => time.toISOString())} timeZone={timeZone} className="mt-2" />
          </div>
        )}
      </div>
      <footer className="flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3.5">
        {schedule.edited && (
          <Button variant="ghost" className="mr-auto" disabled={save.isPending} onClick={() => save.mutate({ cron: null })}>
            Use the server’s own
          </Button>
        )}
        <Button onClick={onCancel}>Close</Button>
        <Button type="submit" variant="primary" pending={save.isPending} disabled={problem !== undefined}>
          Save schedule
        </Button>
      </footer>
    </form>
  );
}
