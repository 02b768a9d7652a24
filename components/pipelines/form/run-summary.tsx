'use client';

import { useQuery } from '@tanstack/react-query';
import { Hourglass } from 'lucide-react';
import type { CheckedRun } from '@/lib/pipeline-runs/schema';
import { fetchRunsOf } from '../../api/pipeline-runs';
import { levelLabel } from '../../forecasts/series-label';
import { count } from '../../format';
import { estimateInWords } from './estimate';

const lookedAt = 10;

/** What will be forecast, and how long that may take by what runs of the dataset took here. */
export function RunSummary({ checked }: { checked: CheckedRun | undefined }) {
  const dataset = checked?.parameters?.dataset ?? '';
  const { data: past } = useQuery({
    queryKey: ['pipeline-runs', dataset, 'succeeded', lookedAt],
    queryFn: ({ signal }) => fetchRunsOf(dataset, { status: 'succeeded', limit: lookedAt }, signal),
    enabled: dataset !== '',
  });
  if (!checked?.parameters) return <p className="h-9 text-xs text-muted" />;
  const { level, horizon, frequency } = checked.parameters;
  const estimate = past && estimateInWords(checked.parameters, past);
  return (
    <p className="flex min-h-9 items-start gap-2 text-xs text-muted">
      <Hourglass aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span>
        {levelLabel(level)}, {count(horizon, frequency)} ahead, {checked.steps.length} steps.{' '}
        {past && (estimate ?? 'No comparable run has succeeded yet, so how long it takes is not known.')}
      </span>
    </p>
  );
}
