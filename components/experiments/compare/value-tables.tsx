'use client';

import clsx from 'clsx';
import { ListFilter, Trophy } from 'lucide-react';
import { useState } from 'react';
import type { RunComparison } from '@/lib/tracking/schema';
import { figure } from '../../format';
import { useUrlSetting } from '../../runs/use-url-setting';
import { Cell, HeadCell, Table } from '../../tables/table';
import { Card, CardHeader } from '../../ui/card';
import { Message } from '../../ui/message';
import { SearchInput } from '../../ui/search-input';
import { Switch } from '../../ui/switch';
import { bestOf, type ComparedRun } from './compared';
import { RunMark } from './run-mark';

const pinned = 'sticky left-0 z-1 max-w-64 truncate bg-surface';

/** Metrics with the best marked, then parameters; only what differs, or all. */
export function ValueTables({ comparison, runs }: { comparison: RunComparison; runs: ComparedRun[] }) {
  const [query, setQuery] = useState('');
  const [all, setAll] = useUrlSetting('all', '0');
  const wanted = query.trim().toLowerCase();
  const known = (values: unknown[]) => values.filter((value) => value !== null).length;
  // What most of the runs have comes first: what only one has cannot be compared.
  const shown = <Row extends { key: string; differs: boolean; values: unknown[] }>(rows: Row[]) =>
    rows
      .filter(({ key, differs }) => (differs || all === '1') && key.toLowerCase().includes(wanted))
      .sort((a, b) => Number(known(b.values) > 1) - Number(known(a.values) > 1) || known(b.values) - known(a.values));
  const metrics = shown(comparison.metrics);
  const params = shown(comparison.params);
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <SearchInput label="Search figures and parameters" value={query} onChange={setQuery} />
        <div className="flex items-center gap-2 text-sm">
          <Switch id="only-differing" checked={all !== '1'} onCheckedChange={(on) => setAll(on ? '0' : '1')} />
          <label htmlFor="only-differing">Only what differs</label>
        </div>
      </div>
      <Card aria-labelledby="compared-metrics" className="overflow-hidden">
        <CardHeader
          id="compared-metrics"
          title="Metrics"
          description={`${metrics.length} of ${comparison.metrics.length}, last values; the best of each is marked`}
        />
        {metrics.length === 0 ? (
          <Nothing of="metric" total={comparison.metrics.length} wanted={wanted} />
        ) : (
          <Table label="Metrics of the runs" className="border-t">
            <Head runs={runs} first="Metric" />
            <tbody>
              {metrics.map(({ key, values }) => {
                const best = bestOf(key, values);
                return (
                  <tr key={key} className="group">
                    <Cell className={clsx(pinned, 'font-mono text-xs')} title={key}>
                      {key}
                    </Cell>
                    {values.map((value, place) => {
                      const isBest = best.includes(place);
                      return (
                        <Cell
                          key={runs[place]?.id}
                          numeric
                          title={value === null ? undefined : String(value)}
                          className={clsx(isBest ? 'font-semibold text-accent-ink' : 'text-muted')}
                        >
                          <span className="inline-flex items-center gap-1.5">
                            {isBest && <Trophy role="img" aria-label="best" className="size-3.5" />}
                            {figure(value)}
                          </span>
                        </Cell>
                      );
                    })}
                  </tr>
                );
              })}
            </tbody>
          </Table>
        )}
      </Card>
      <Card aria-labelledby="compared-params" className="overflow-hidden">
        <CardHeader
          id="compared-params"
          title="Parameters"
          description={`${params.length} of ${comparison.params.length}; what is not as in ${runs[0]?.name ?? 'the first run'} stands out`}
        />
        {params.length === 0 ? (
          <Nothing of="parameter" total={comparison.params.length} wanted={wanted} />
        ) : (
          <Table label="Parameters of the runs" className="border-t">
            <Head runs={runs} first="Parameter" />
            <tbody>
              {params.map(({ key, values }) => (
                <tr key={key}>
                  <Cell className={clsx(pinned, 'font-mono text-xs')} title={key}>
                    {key}
                  </Cell>
                  {values.map((value, place) => {
                    const changed = value !== values[0];
                    return (
                      <Cell key={runs[place]?.id} title={value ?? undefined} className="max-w-72 truncate">
                        {value === null ? (
                          <span className={clsx('text-faint', changed && 'rounded-sm bg-warning-soft px-1.5 py-0.5')}>not logged</span>
                        ) : changed ? (
                          <mark className="rounded-sm bg-warning-soft px-1.5 py-0.5 font-medium text-ink">{value || 'empty'}</mark>
                        ) : (
                          <span className="text-muted">{value || 'empty'}</span>
                        )}
                      </Cell>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </Card>
    </div>
  );
}

function Head({ runs, first }: { runs: ComparedRun[]; first: string }) {
  return (
    <thead>
      <tr>
        <HeadCell className="sticky left-0 z-1 min-w-40">{first}</HeadCell>
        {runs.map((run) => (
          <HeadCell key={run.id} numeric={first === 'Metric'} className="max-w-56">
            <span className="inline-flex max-w-full items-center gap-1.5" title={run.name}>
              <RunMark place={run.place} />
              <span className="truncate">{run.name}</span>
            </span>
          </HeadCell>
        ))}
      </tr>
    </thead>
  );
}

function Nothing({ of, total, wanted }: { of: string; total: number; wanted: string }) {
  return (
    <div className="border-t">
      <Message icon={ListFilter} title={total === 0 ? `No ${of} logged` : wanted ? `No such ${of}` : `No ${of} differs`} className="py-8">
        {total === 0
          ? 'None of these runs has any.'
          : wanted
            ? 'No name that is shown holds the words.'
            : 'It is the same in all of these runs.'}
      </Message>
    </div>
  );
}
