'use client';

import { ArrowDownToLine, Download, Pause, ScrollText, SearchX } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { LogFilter } from '@/lib/pipeline-runs/history-schema';
import { mostLogLines } from '@/lib/pipeline-runs/log-limit';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { logFileAddress } from '../../api/pipeline-runs';
import { count, stepTitle } from '../../format';
import { useUrlSetting } from '../../runs/use-url-setting';
import { Button } from '../../ui/button';
import { Card, CardHeader } from '../../ui/card';
import { Message } from '../../ui/message';
import { QueryError } from '../../ui/query-error';
import { SearchInput } from '../../ui/search-input';
import { Segmented } from '../../ui/segmented';
import { Select } from '../../ui/select';
import { Skeleton } from '../../ui/skeleton';
import { isOver } from '../run-progress';
import { filterLines } from './filter-lines';
import { LogLines } from './log-lines';
import type { LogStore } from './log-store';
import { useRunLog } from './use-run-log';

const levels = [
  { value: 'all', label: 'All' },
  { value: 'warn', label: 'Warnings' },
  { value: 'error', label: 'Errors' },
];

/** A run's log as it comes: searched, narrowed to a step or to what is grave, followed or held, taken away as text. */
export function LogCard({ run, store }: { run: PipelineRun; store: LogStore }) {
  const over = isOver(run);
  const log = useRunLog(run.id, store, over);
  const [level, setLevel] = useUrlSetting('level', 'all');
  const [step, setStep] = useUrlSetting('step', 'all');
  const [q, setQ] = useState('');
  const [follows, setFollows] = useState(!over);
  const filter: LogFilter = {
    ...(level === 'warn' || level === 'error' ? { level } : {}),
    ...(run.steps.some(({ name }) => name === step) && { step }),
    ...(q && { q }),
  };
  const narrowed = useMemo(
    () => filterLines(log.lines, { level: filter.level, step: filter.step, q: filter.q }),
    [log.lines, filter.level, filter.step, filter.q],
  );
  const all = narrowed.length === log.lines.length;
  return (
    <Card aria-labelledby="log-title" id="log">
      <CardHeader
        id="log-title"
        title="Log"
        description={
          <>
            {all ? count(log.lines.length, 'line') : `${count(narrowed.length, 'line')} of ${log.lines.length.toLocaleString('en-US')}`},
            times in UTC
            {log.removed > 0 && ` · ${count(log.removed, 'older line')} not kept`}
          </>
        }
        actions={
          <>
            <Button size="sm" aria-pressed={follows} onClick={() => setFollows(!follows)}>
              {follows ? <Pause aria-hidden /> : <ArrowDownToLine aria-hidden />}
              {follows ? 'Stop following' : 'Follow'}
            </Button>
            <Button asChild size="sm">
              <a href={logFileAddress(run.id, filter)} download>
                <Download aria-hidden />
                Download
              </a>
            </Button>
          </>
        }
      />
      <div className="flex flex-wrap items-center gap-2 px-4 pb-3">
        <SearchInput label="Search the log" value={q} onChange={setQ} />
        <Segmented label="Gravity" value={filter.level ?? 'all'} onValueChange={setLevel} options={levels} />
        <Select
          aria-label="Step"
          className="w-44"
          value={filter.step ?? 'all'}
          onValueChange={setStep}
          options={[{ value: 'all', label: 'All steps' }, ...run.steps.map(({ name }) => ({ value: name, label: stepTitle(name) }))]}
        />
      </div>
      {log.state === 'failed' && (
        <div className="px-4 pb-3">
          <QueryError compact error={log.error} title="The log could not be read" onRetry={log.retry} />
        </div>
      )}
      {log.lines.length > 0 && narrowed.length > 0 ? (
        <LogLines lines={narrowed} q={filter.q} follows={follows} onFollow={setFollows} />
      ) : log.state === 'loading' ? (
        <div className="space-y-2 border-t p-4">
          <Skeleton className="h-4 w-3/4" />
          <Skeleton className="h-4 w-1/2" />
          <Skeleton className="h-4 w-2/3" />
        </div>
      ) : log.lines.length > 0 ? (
        <Message
          icon={SearchX}
          title="No such line"
          className="border-t py-10"
          actions={
            <Button
              size="sm"
              onClick={() => {
                setQ('');
                setLevel('all');
                setStep('all');
              }}
            >
              Show all lines
            </Button>
          }
        >
          None of {count(log.lines.length, 'line')} is like that.
        </Message>
      ) : log.state === 'ready' ? (
        <Message
          icon={ScrollText}
          title={log.removed > 0 ? 'The log is not kept any more' : 'Nothing was said yet'}
          className="border-t py-10"
        >
          {log.removed > 0
            ? `Logs are kept for 30 days after a run's end, and ${mostLogLines.toLocaleString('en-US')} lines of each.`
            : over
              ? 'The run ended before a task said anything, or an earlier Almanac made it.'
              : 'What the tasks say appears here as they say it.'}
        </Message>
      ) : null}
    </Card>
  );
}
