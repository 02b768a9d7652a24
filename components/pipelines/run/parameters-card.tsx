'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { parameterNames as names } from '@/lib/pipeline/parameter-names';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { fetchChanges, fetchRunsOf } from '../../api/pipeline-runs';
import { count, instant, words } from '../../format';
import { useUrlSetting } from '../../runs/use-url-setting';
import { Card, CardHeader } from '../../ui/card';
import { Combobox } from '../../ui/combobox';
import { QueryError } from '../../ui/query-error';
import { parameterValue } from '../parameter-value';
import { statusLabel } from '../status';

const offered = 50;

/** What the run was told, and what of that differs from the last run of its dataset, or from another that is chosen. */
export function ParametersCard({ run }: { run: PipelineRun }) {
  const [against, setAgainst] = useUrlSetting('against', '');
  const [search, setSearch] = useState('');
  const runs = useQuery({
    queryKey: ['pipeline-runs', run.dataset, 'newest', offered],
    queryFn: ({ signal }) => fetchRunsOf(run.dataset, { limit: offered }, signal),
  });
  const changes = useQuery({
    queryKey: ['pipeline-run', run.id, 'changes', against],
    queryFn: ({ signal }) => fetchChanges(run.id, against || undefined, signal),
  });
  const other = changes.data?.against;
  const changed = new Map(changes.data?.changes.map((change) => [change.name, change]));
  const { frequency } = run.parameters;
  const options = (runs.data ?? [])
    .filter(({ id }) => id !== run.id)
    .map(({ id, status, createdAt }) => ({
      value: id,
      label: `${id.slice(0, 8)} · ${statusLabel(status)} · ${instant(createdAt, 'UTC', 'short')}`,
    }));
  const rows = [...names.filter((name) => changed.has(name)), ...names.filter((name) => !changed.has(name))];
  return (
    <Card aria-labelledby="parameters-title">
      <CardHeader
        id="parameters-title"
        title="Parameters"
        description={
          other ? (
            <>
              {changed.size === 0 ? 'The same as in' : `${count(changed.size, 'parameter')} changed since`}{' '}
              <Link href={`/pipelines/${other.id}`} className="font-mono text-accent-ink hover:underline">
                {other.id.slice(0, 8)}
              </Link>
              {!against && ', the run before'}
            </>
          ) : changes.isSuccess ? (
            'The first run of this dataset'
          ) : undefined
        }
      />
      <div className="px-4 pb-3">
        <Combobox
          label="Compare with"
          value={
            other ? { value: other.id, label: against ? `Compared with ${other.id.slice(0, 8)}` : 'Compared with the run before' } : null
          }
          placeholder="Compare with another run"
          onSelect={({ value }) => setAgainst(value)}
          options={[{ value: '', label: 'The run before' }, ...options].filter(({ label }) =>
            label.toLowerCase().includes(search.toLowerCase()),
          )}
          search={search}
          onSearch={setSearch}
          state={runs.isError ? 'error' : runs.isPending ? 'loading' : 'ready'}
          onRetry={() => runs.refetch()}
          footer={`The newest runs of ${words(run.dataset)}`}
        />
      </div>
      {changes.isError && (
        <div className="px-4 pb-3">
          <QueryError
            compact
            error={changes.error}
            title="It could not be compared"
            retrying={changes.isFetching}
            onRetry={() => changes.refetch()}
          />
        </div>
      )}
      <dl className="divide-y border-t text-sm">
        {rows.map((name) => {
          const change = changed.get(name);
          return (
            <div
              key={name}
              data-changed={change ? name : undefined}
              className={change ? 'bg-warning-soft px-4 py-2' : 'flex items-baseline justify-between gap-6 px-4 py-2'}
            >
              <dt className={change ? 'text-xs text-muted' : 'shrink-0 text-muted'}>{words(name)}</dt>
              <dd className={change ? 'flex flex-wrap items-center gap-x-1.5' : 'min-w-0 text-right wrap-anywhere tabular'}>
                {change && (
                  <>
                    <del className="text-muted wrap-anywhere tabular">{parameterValue(name, change.before, frequency)}</del>
                    <ArrowRight role="img" aria-label="became" className="size-3.5 text-warning" />
                  </>
                )}
                <span className={change ? 'font-medium wrap-anywhere tabular' : undefined}>
                  {parameterValue(name, run.parameters[name], frequency)}
                </span>
              </dd>
            </div>
          );
        })}
      </dl>
    </Card>
  );
}
