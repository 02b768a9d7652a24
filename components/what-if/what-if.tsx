'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { toast } from 'sonner';
import type { PlanEdit } from '@/lib/data/plan/plan-edit';
import type { Scenario } from '@/lib/scenarios/schema';
import { ApiError, describe } from '../api/client';
import { fetchSeriesPlan, planKey, scenariosKey, updateScenario } from '../api/scenarios';
import type { HistoryPoint } from '../charts/forecast-series';
import { ScenarioChart } from '../charts/scenario-chart';
import { Card, CardHeader } from '../ui/card';
import { QueryError } from '../ui/query-error';
import { Skeleton } from '../ui/skeleton';
import { showInAddress } from './address';
import { EditList } from './edit-list';
import { editWords, spanWords } from './edit-words';
import { PlanGrid } from './plan-grid';
import { SaveDialog } from './save-dialog';
import { ScenarioNote } from './scenario-note';
import { TotalTiles } from './total-tiles';
import { useEdits } from './use-edits';
import { usePreview } from './use-preview';
import { useUndoKeys } from './use-undo-keys';
import { Warnings } from './warnings';
import { WeekTable } from './week-table';
import { WhatIfBar } from './what-if-bar';

export interface WhatIfSubject {
  dataset: string;
  currency: string;
  forecast: { id: string; frequency: 'day' | 'week' | 'month' };
  series: { id: string; label: string };
  history: HistoryPoint[];
  /** The published forecast. */
  points: { date: string; mean: number; lower80: number; upper80: number }[];
}

/** The editor of the coming periods and what follows from it. */
export function WhatIf({
  subject,
  scenario,
  edits: initial,
}: {
  subject: WhatIfSubject;
  scenario: Scenario | undefined;
  edits: PlanEdit[];
}) {
  const { dataset, currency, forecast, series, history, points } = subject;
  const ref = { dataset, series: series.id };
  const client = useQueryClient();
  const [opened, setOpened] = useState(scenario);
  const [naming, setNaming] = useState(false);
  const { edits, set, undo, redo } = useEdits(initial);
  const plan = useQuery({ queryKey: planKey(ref, forecast.id), queryFn: ({ signal }) => fetchSeriesPlan(ref, signal), staleTime: 300_000 });
  const preview = usePreview(ref, edits, edits.length > 0);
  const isSaved = opened !== undefined && JSON.stringify(opened.edits) === JSON.stringify(edits);

  useEffect(() => {
    const timer = setTimeout(() => showInAddress(edits, opened?.id, isSaved || edits.length === 0), 300);
    return () => clearTimeout(timer);
  }, [edits, opened, isSaved]);

  useUndoKeys(undo, redo);

  const save = useMutation({
    mutationFn: () => updateScenario(opened?.id ?? '', { edits }),
    onSuccess: (saved) => {
      setOpened(saved);
      void client.invalidateQueries({ queryKey: scenariosKey(dataset) });
      toast.success(`“${saved.name}” is saved`);
    },
    onError: (error) => toast.error('The scenario was not saved', { description: describe(error) }),
  });

  const shown = useMemo(() => {
    const changed = edits.length > 0 ? preview.data?.points : undefined;
    return changed ?? points.map((point, k) => ({ ...point, step: k + 1, planned: point.mean, lower95: 0, upper95: 0 }));
  }, [edits.length, preview.data, points]);
  const byDate = useMemo(() => new Map(shown.map((point) => [point.date, point])), [shown]);
  const chart = useMemo(
    () => ({
      history,
      currency,
      edited: edits.map(({ from, to }) => ({ from, to })),
      lines: [
        { name: 'As planned', place: undefined, points },
        ...(edits.length > 0 ? [{ name: 'What-if', place: 0, points: shown }] : []),
      ],
    }),
    [history, currency, edits, points, shown],
  );
  const problems = problemsOf(preview.error);
  const general = preview.error !== null && preview.error !== undefined && problems.size === 0;

  return (
    <div className="flex flex-col gap-5">
      {opened && <ScenarioNote scenario={opened} onChange={setOpened} />}
      <TotalTiles points={shown} currency={currency} edits={edits.length} />
      <Card aria-labelledby="what-if-chart" className="pb-1">
        <CardHeader id="what-if-chart" title={series.label} description="As planned, and with the changes below" />
        <ScenarioChart name={series.label} data={chart} busy={edits.length > 0 && preview.pending} />
      </Card>
      {general && (
        <QueryError
          compact
          title="The changed forecast could not be made"
          error={preview.error}
          onRetry={preview.retry}
          retrying={preview.pending}
        />
      )}
      {edits.length > 0 && !preview.pending && preview.data && <Warnings warnings={preview.data.warnings} />}
      <Card aria-labelledby="changes-title" className="overflow-hidden">
        <CardHeader
          id="changes-title"
          title="Changes"
          description="What is to be otherwise than planned"
          actions={
            <WhatIfBar
              undo={undo}
              redo={redo}
              reset={edits.length > 0 ? () => set([], 'reset all') : undefined}
              save={opened && !isSaved && edits.length > 0 ? () => save.mutate() : undefined}
              saveAs={edits.length > 0 && problems.size === 0 && !general ? () => setNaming(true) : undefined}
              saving={save.isPending}
              pending={edits.length > 0 && preview.pending}
            />
          }
        />
        {plan.data && <EditList plan={plan.data} edits={edits} problems={problems} onChange={set} />}
      </Card>
      <Card aria-labelledby="grid-title" className="overflow-hidden">
        <CardHeader id="grid-title" title="Plan by date" description="Each control is as planned until it is told otherwise" />
        {plan.isError ? (
          <QueryError title="The plan could not be read" error={plan.error} onRetry={() => plan.refetch()} retrying={plan.isFetching} />
        ) : plan.data ? (
          <PlanGrid
            plan={plan.data}
            edits={edits}
            onChange={set}
            points={byDate}
            pending={edits.length > 0 && preview.pending}
            currency={currency}
          />
        ) : (
          <Skeleton className="m-4 h-96" />
        )}
      </Card>
      <Card aria-labelledby="weeks-title" className="overflow-hidden">
        <CardHeader id="weeks-title" title={forecast.frequency === 'month' ? 'Difference by month' : 'Difference by week'} />
        <WeekTable points={shown} frequency={forecast.frequency} currency={currency} />
      </Card>
      <SaveDialog
        open={naming}
        onOpenChange={setNaming}
        series={ref}
        edits={edits}
        suggestion={edits[0] ? `${editWords(edits[0], plan.data?.tables)}, ${spanWords(edits[0].from, edits[0].to)}` : ''}
        onSaved={(saved) => {
          setNaming(false);
          setOpened(saved);
        }}
      />
    </div>
  );
}

/** What is wrong with each change, by its place. */
function problemsOf(error: unknown): Map<number, string> {
  if (!(error instanceof ApiError)) return new Map();
  return new Map(
    error.errors.flatMap(({ path, message }): [number, string][] => {
      const place = /^edits\.(\d+)/.exec(path)?.[1];
      return place === undefined ? [] : [[Number(place), message.charAt(0).toUpperCase() + message.slice(1)]];
    }),
  );
}
