'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Download, FlaskConical, ListX, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { LoggedKeys } from '@/lib/tracking/schema';
import { exportAddress, type RunsQuery } from '../../api/tracked-runs';
import { count } from '../../format';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { lazyPart } from '../../ui/lazy-part';
import { Message } from '../../ui/message';
import { QueryError } from '../../ui/query-error';
import { Segmented } from '../../ui/segmented';
import { FilterInput } from '../filter/filter-input';
import { ColumnPicker } from './column-picker';
import { runColumn } from './columns';
import { GroupPicker } from './group-picker';
import { RunsGrid } from './runs-grid';
import { attributeColumns, defaultColumns, orderByOf } from './table-search';
import { belowFilter, useRunRows } from './use-run-rows';
import { useTableSearch } from './use-table-search';

const BulkBar = lazyPart(
  () => import('./bulk-bar').then((file) => file.BulkBar),
  () => null,
);

const views = [
  { value: 'active', label: 'Active' },
  { value: 'deleted', label: 'Deleted' },
];

/** The runs of an experiment: filtered, sorted, grouped, their columns chosen; what is shown stands in the address. */
export function RunsTable({ experiment, keys }: { experiment: { id: string; name: string }; keys: LoggedKeys }) {
  const [search, change] = useTableSearch();
  const client = useQueryClient();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const first = useMemo(() => defaultColumns(keys), [keys]);
  const ids = search.columns ?? first;
  const used = useRef(false);
  used.current ||= selected.size > 0;
  const columns = useMemo(() => ids.filter((id) => id !== 'name').map(runColumn), [ids]);
  const { filter, view, group, sort } = search;
  const query = useMemo<RunsQuery>(
    () => ({
      experiment: experiment.id,
      filter,
      orderBy: orderByOf(sort),
      // Only what is shown is asked for.
      columns: ids.filter((id) => !Object.hasOwn(attributeColumns, id) || id === 'datasets' || id === 'models'),
      view,
    }),
    [experiment.id, filter, sort, ids, view],
  );
  const runs = useRunRows(query, group, open);

  // What is open or selected belongs to what is listed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: on each change of these.
  useEffect(() => setOpen(new Set()), [group, view, experiment.id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: on each change of these.
  useEffect(() => setSelected(new Set()), [filter, group, view, experiment.id]);

  // Runs that have come or gone are seen by their number: a short list is read anew by itself.
  const known = useRef<{ of: RunsQuery; total: number | undefined }>(undefined);
  const refresh = useCallback(() => void client.invalidateQueries({ queryKey: ['runs'] }), [client]);
  const { total } = runs;
  const came = known.current?.of === query && known.current.total !== undefined && total !== undefined ? total - known.current.total : 0;
  useEffect(() => {
    if (total === undefined || !runs.counted || runs.busy) return;
    if (came !== 0 && runs.short) void client.invalidateQueries({ queryKey: ['runs', group && group !== 'parent' ? 'groups' : 'list'] });
    if (came === 0 || runs.short) known.current = { of: query, total };
  }, [total, came, runs.short, runs.busy, runs.counted, query, group, client]);
  function showNew() {
    known.current = { of: query, total };
    refresh();
  }

  const actions = useMemo(
    () => ({
      toggle: (id: string) =>
        setOpen((before) => {
          const after = new Set(before);
          if (!after.delete(id)) after.add(id);
          return after;
        }),
      retryBelow: runs.retryBelow,
      showAll: (line: string) => change({ filter: belowFilter(line, group, filter), group: '' }),
    }),
    [runs.retryBelow, change, group, filter],
  );
  const { fetchMore, fetchingMore, moreFailed } = runs;
  const onEnd = useCallback(() => {
    if (!fetchingMore && !moreFailed) void fetchMore();
  }, [fetchMore, fetchingMore, moreFailed]);

  const grouped = group !== '' && group !== 'parent';
  return (
    <Card>
      <div className="flex flex-wrap items-start gap-2 p-3">
        <FilterInput experiment={experiment.id} keys={keys} value={filter} onApply={(next) => change({ filter: next })} />
        <GroupPicker keys={keys} value={group} onChange={(next) => change({ group: next })} />
        <ColumnPicker keys={keys} shown={ids} changed={search.columns !== undefined} onChange={(next) => change({ columns: next })} />
        <Segmented
          label="Lifecycle"
          value={view}
          onValueChange={(next) => change({ view: next === 'deleted' ? 'deleted' : 'active' })}
          options={views}
        />
        <Button asChild>
          <a href={exportAddress(query)} download title="All runs that the filter matches, with the columns shown">
            <Download aria-hidden />
            CSV
          </a>
        </Button>
      </div>
      <p role="status" className="flex min-h-7 items-center gap-2 px-4 pb-2 text-xs text-muted tabular">
        {total === undefined ? 'Counting…' : count(total, 'run')}
        {filter && total !== undefined && ' match'}
        {runs.running > 0 && <span>· {runs.running.toLocaleString('en-US')} running</span>}
        {group === 'parent' && filter && <span>· the filter is about the outer runs</span>}
        {came > 0 && !runs.short && (
          <Button size="sm" onClick={showNew}>
            Show {count(came, 'new run')}
          </Button>
        )}
      </p>
      {runs.error ? (
        <div className="border-t">
          <QueryError error={runs.error} retrying={runs.fetching} onRetry={runs.retry} title="The runs could not be read" />
        </div>
      ) : (
        <RunsGrid
          columns={columns}
          rows={runs.rows}
          sort={sort ?? { id: 'started', desc: true }}
          onSort={(next) => change({ sort: next })}
          sortable={!grouped}
          selected={selected}
          onSelect={setSelected}
          actions={actions}
          busy={runs.busy}
          hasMore={runs.hasMore}
          onEnd={onEnd}
          empty={<NoRuns name={experiment.name} filter={filter} view={view} onClear={() => change({ filter: '' })} />}
          footer={
            moreFailed ? (
              <>
                <span role="alert">The next runs could not be read.</span>
                <Button size="sm" onClick={() => void fetchMore()}>
                  Try again
                </Button>
              </>
            ) : fetchingMore ? (
              'Reading more…'
            ) : runs.groupsLeftOut > 0 ? (
              `${count(runs.groupsLeftOut, 'more group')}, the smallest, are left out. Narrow them by a filter.`
            ) : null
          }
        />
      )}
      {used.current && <BulkBar selected={selected} view={view} onClear={() => setSelected(new Set())} onChanged={refresh} />}
    </Card>
  );
}

function NoRuns({ name, filter, view, onClear }: { name: string; filter: string; view: string; onClear: () => void }) {
  if (filter) {
    return (
      <Message icon={ListX} title="No run matches" actions={<Button onClick={onClear}>Clear the filter</Button>}>
        Nothing in {name} is what the filter describes.
      </Message>
    );
  }
  if (view === 'deleted') {
    return (
      <Message icon={Trash2} title="Nothing is deleted">
        Deleted runs wait here until they are purged.
      </Message>
    );
  }
  return (
    <Message icon={FlaskConical} title="No run yet">
      Pipeline runs log here by themselves. An MLflow client does with{' '}
      <code className="font-mono text-ink wrap-anywhere">mlflow.set_experiment(&quot;{name}&quot;)</code>.
    </Message>
  );
}
