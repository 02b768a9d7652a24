import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { duration, instant } from '../../format';
import { Card, CardHeader } from '../../ui/card';

/** When a run was asked for, began and ended, and how long it waited. */
export function RunTimes({ run }: { run: PipelineRun }) {
  const waited = run.startedAt && new Date(run.startedAt).getTime() - new Date(run.createdAt).getTime();
  const rows: [label: string, value: string][] = [
    ['Created', instant(run.createdAt)],
    ['Waited', typeof waited === 'number' ? duration(waited) : '–'],
    ['Started', run.startedAt ? instant(run.startedAt) : '–'],
    ['Finished', run.finishedAt ? instant(run.finishedAt) : '–'],
  ];
  return (
    <Card aria-labelledby="times-title">
      <CardHeader id="times-title" title="Times" />
      <dl className="divide-y border-t text-sm">
        {rows.map(([label, value]) => (
          <div key={label} className="flex justify-between gap-4 px-4 py-2">
            <dt className="text-muted">{label}</dt>
            <dd className="tabular">{value}</dd>
          </div>
        ))}
        <div className="flex justify-between gap-4 px-4 py-2">
          <dt className="text-muted">Id</dt>
          <dd className="min-w-0 font-mono text-xs leading-5 wrap-anywhere">{run.id}</dd>
        </div>
      </dl>
    </Card>
  );
}
