'use client';

import { ChartLine, ListFilter } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { MetricOutline } from '@/lib/tracking/service';
import { useCurveLook } from '../charts/use-curve-look';
import { figure } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Button } from '../ui/button';
import { Card, CardHeader } from '../ui/card';
import { Message } from '../ui/message';
import { SearchInput } from '../ui/search-input';
import { MetricChart } from './metric-chart';
import { metricGroups } from './metric-groups';

/** A run's curves, then the last value of every metric. */
export function RunMetrics({ runId, metrics, running }: { runId: string; metrics: MetricOutline[]; running: boolean }) {
  const [query, setQuery] = useState('');
  const { log, smoothing, controls } = useCurveLook();
  const wanted = query.trim().toLowerCase();
  const shown = useMemo(() => metrics.filter(({ key }) => key.toLowerCase().includes(wanted)), [metrics, wanted]);
  const groups = useMemo(() => metricGroups(shown), [shown]);
  if (metrics.length === 0) {
    return (
      <Card>
        <Message icon={ChartLine} title="No metrics">
          This run logged none. A client logs them with <code className="font-mono">log_metric</code>.
        </Message>
      </Card>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <SearchInput label="Search metrics" value={query} onChange={setQuery} />
        {groups.length > 0 && controls}
      </div>
      {shown.length === 0 && (
        <Card>
          <Message icon={ListFilter} title="No such metric" actions={<Button onClick={() => setQuery('')}>Show all</Button>}>
            No name holds “{query}”.
          </Message>
        </Card>
      )}
      {groups.length > 0 && (
        <div className="grid gap-5 lg:grid-cols-2">
          {groups.map((group) => (
            <MetricChart key={group.id} runId={runId} group={group} log={log} smoothing={smoothing} running={running} />
          ))}
        </div>
      )}
      {shown.length > 0 && <Latest metrics={shown} total={metrics.length} />}
    </div>
  );
}

function Latest({ metrics, total }: { metrics: MetricOutline[]; total: number }) {
  return (
    <Card aria-labelledby="latest" className="overflow-hidden">
      <CardHeader
        id="latest"
        title="Last values"
        description={metrics.length < total ? `${metrics.length} of ${total}` : `${total} logged`}
      />
      <Table label="Last values" className="border-t">
        <thead>
          <tr>
            <HeadCell>Metric</HeadCell>
            <HeadCell numeric>Value</HeadCell>
            <HeadCell numeric>Step</HeadCell>
          </tr>
        </thead>
        <tbody>
          {metrics.map(({ key, value, step }) => (
            <tr key={key}>
              <Cell className="font-mono text-xs">{key}</Cell>
              <Cell numeric title={value === null ? undefined : String(value)}>
                {value === null ? 'NaN' : figure(value)}
              </Cell>
              <Cell numeric className="text-muted">
                {step.toLocaleString('en-US')}
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
