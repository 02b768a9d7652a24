'use client';

import { useQuery } from '@tanstack/react-query';
import type { FinalPlan } from '@/lib/overrides/schema';
import { fetchFinalPlan, overridesKey } from '../api/overrides';
import { Card, CardHeader } from '../ui/card';
import { QueryError } from '../ui/query-error';
import { ExportPlan } from './export-plan';
import { OverrideEditor } from './override-editor';
import { OverrideHistory } from './override-history';
import { OverrideScoreCard } from './override-score';

export interface OverrideSubject {
  dataset: string;
  currency: string;
  series: { id: string; label: string; level: string };
  /** The level that was modelled: an override of another is handed down to its series. */
  modelled: string;
}

/** A planner's numbers beside the model's: told, looked back on, and scored. */
export function OverridesView({ subject, plan: initial }: { subject: OverrideSubject; plan: FinalPlan }) {
  const { dataset, series } = subject;
  const plan = useQuery({
    queryKey: [...overridesKey(dataset), 'plan', series.id, initial.forecast.id],
    queryFn: ({ signal }) => fetchFinalPlan({ dataset, series: series.id }, signal),
    initialData: initial,
    staleTime: 0,
    refetchOnMount: false,
  });
  return (
    <div className="flex flex-col gap-5">
      {plan.isError && (
        <QueryError
          compact
          title="The plan could not be read anew"
          error={plan.error}
          onRetry={() => plan.refetch()}
          retrying={plan.isFetching}
        />
      )}
      <Card aria-labelledby="override-title" className="overflow-hidden">
        <CardHeader
          id="override-title"
          title="Override the forecast"
          description="Your number holds in the plan; the model’s stays as it is, and both are scored when the actual comes"
          actions={<ExportPlan subject={subject} />}
        />
        <OverrideEditor subject={subject} plan={plan.data} />
      </Card>
      <OverrideHistory subject={subject} />
      <OverrideScoreCard subject={subject} />
    </div>
  );
}
