'use client';

import { FlaskConical, ListFilter } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ExperimentOverview } from '@/lib/tracking/schema';
import { day } from '../format';
import type { DataColumn } from '../tables/data-column';
import { DataTable } from '../tables/data-table';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Message } from '../ui/message';
import { SearchInput } from '../ui/search-input';
import { RelativeTime } from '../ui/time';
import { UrlSegmented } from '../ui/url-segmented';
import { ExperimentActions } from './experiment-actions';
import { NewExperimentButton } from './new-experiment-button';

const figures = (value: number) => value.toLocaleString('en-US');

const columns: DataColumn<ExperimentOverview>[] = [
  { id: 'name', header: 'Experiment', cell: ({ name }) => name, value: ({ name }) => name, fixed: true },
  {
    id: 'runs',
    header: 'Runs',
    numeric: true,
    cell: ({ runs }) => figures(runs),
    value: ({ runs }) => runs,
  },
  {
    id: 'state',
    header: 'State',
    className: 'hidden sm:table-cell',
    value: ({ running }) => running,
    cell: ({ running, failed }) => (
      <span className="flex gap-1.5">
        {running > 0 && <Badge tone="info">{figures(running)} running</Badge>}
        {failed > 0 && <Badge tone="danger">{figures(failed)} failed</Badge>}
        {running === 0 && failed === 0 && <span className="text-faint">–</span>}
      </span>
    ),
  },
  {
    id: 'last',
    header: 'Last activity',
    value: ({ lastActivity }) => lastActivity && Date.parse(lastActivity),
    cell: ({ lastActivity }) =>
      lastActivity ? <RelativeTime value={lastActivity} className="text-muted" /> : <span className="text-faint">no run yet</span>,
  },
  {
    id: 'created',
    header: 'Created',
    className: 'hidden md:table-cell',
    value: ({ createdAt }) => Date.parse(createdAt),
    cell: ({ createdAt }) => <span className="text-muted">{day(createdAt.slice(0, 10))}</span>,
  },
  {
    id: 'actions',
    header: '',
    className: 'w-24 text-right',
    cell: (experiment) => (
      <span className="relative z-1 -my-1.5 inline-flex">
        <ExperimentActions experiment={experiment} />
      </span>
    ),
  },
];

/** Experiments with what they hold; one is found by its name. */
export function ExperimentList({ experiments, view }: { experiments: ExperimentOverview[]; view: 'active' | 'deleted' }) {
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLowerCase();
  const shown = useMemo(() => experiments.filter(({ name }) => name.toLowerCase().includes(wanted)), [experiments, wanted]);
  return (
    <Card className="overflow-hidden" aria-label="Experiments">
      <div className="flex flex-wrap items-center justify-between gap-2 p-3">
        <SearchInput label="Search experiments" value={query} onChange={setQuery} />
        <UrlSegmented
          label="Lifecycle"
          param="view"
          value={view}
          options={[
            { value: 'active', label: 'Active' },
            { value: 'deleted', label: 'Deleted' },
          ]}
        />
      </div>
      <div className="border-t">
        <DataTable
          label="Experiments"
          columns={columns}
          rows={shown}
          rowId={({ id }) => id}
          rowHref={({ id }) => `/experiments/${id}`}
          defaultSort={{ id: 'last', desc: true }}
          empty={
            wanted ? (
              <Message icon={ListFilter} title="No such experiment" actions={<Button onClick={() => setQuery('')}>Show all</Button>}>
                No name holds “{query}”.
              </Message>
            ) : view === 'deleted' ? (
              <Message icon={FlaskConical} title="Nothing is deleted">
                Deleted experiments wait here until they are purged.
              </Message>
            ) : (
              <Message icon={FlaskConical} title="No experiment yet" actions={<NewExperimentButton />}>
                The first pipeline run makes one by itself; an MLflow client may log to it too.
              </Message>
            )
          }
        />
      </div>
    </Card>
  );
}
