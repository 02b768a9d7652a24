'use client';

import { ChartNoAxesCombined } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import type { PlotName } from '@/lib/plots/schema';
import { amountsIn } from '../../charts/run/amounts';
import { modelTitle } from '../../format';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Message } from '../../ui/message';
import { Select } from '../../ui/select';
import { CalibrationCard } from './calibration-card';
import { ComparisonCard } from './comparison-card';
import { ImportanceCard, ShapCard } from './importance-cards';
import { ErrorByStepCard, FoldsCard, TotalsCard } from './line-cards';
import { ErrorMapCard, SegmentsCard } from './segment-cards';
import { DistributionCard, PredictionsCard, QqCard, ResidualsCard } from './single-model-cards';
import { usePlotModels } from './use-plot-models';

interface PlotsProps {
  runId: string;
  runName: string;
  /** What there is to draw. */
  available: PlotName[];
  /** The run that this one is a part of, whose charts tell of all models. */
  parent: { id: string; name: string } | null;
  currency: string | null;
}

/** All charts of a run: a pipeline's of all its models, a member's of what moves it. */
export function RunPlots({ runId, runName, available, parent, currency }: PlotsProps) {
  if (available.includes('comparison')) return <PipelinePlots runId={runId} currency={currency} />;
  const toParent = parent && (
    <Button asChild>
      <Link href={`/experiments/runs/${parent.id}?tab=plots&model=${encodeURIComponent(runName)}`} prefetch={false}>
        <ChartNoAxesCombined aria-hidden />
        Its errors, in the charts of {parent.name}
      </Link>
    </Button>
  );
  if (!available.includes('importance') && !available.includes('shap')) {
    return (
      <Card>
        <Message icon={ChartNoAxesCombined} title="This run has no charts" actions={toParent}>
          {parent
            ? 'It has no features to rank. Its errors are drawn beside those of the other models, in the charts of the run that it is a part of.'
            : 'Charts are drawn of what a pipeline run logs: predictions, errors, importance. Curves of metrics that were logged by step are under Metrics.'}
        </Message>
      </Card>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      {toParent && <div>{toParent}</div>}
      <div className="grid gap-5 lg:grid-cols-2">
        <ImportanceCard runId={runId} model={runName} />
        <ShapCard runId={runId} model={runName} />
      </div>
    </div>
  );
}

function PipelinePlots({ runId, currency }: { runId: string; currency: string | null }) {
  const amounts = useMemo(() => amountsIn(currency), [currency]);
  const models = usePlotModels(runId);
  const { model } = models;
  const common = { runId, amounts, models };
  const single = { runId, amounts, model };
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <ComparisonCard runId={runId} amounts={amounts} />
      <FoldsCard {...common} />
      <ErrorByStepCard {...common} />
      <TotalsCard {...common} />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t pt-5 lg:col-span-2">
        <div>
          <h2 className="text-lg font-semibold">Errors of one model</h2>
          <p className="text-sm text-muted">Errors are actual less forecast: positive where more was sold than forecast.</p>
        </div>
        {models.all.length > 0 && (
          <Select
            aria-label="Model looked at"
            className="w-56"
            value={model}
            onValueChange={models.setModel}
            options={models.all.map((name) => ({ value: name, label: `${modelTitle(name)}${name === models.best ? ' (best)' : ''}` }))}
          />
        )}
      </div>
      <PredictionsCard {...single} />
      <ResidualsCard {...single} />
      <DistributionCard {...single} />
      <QqCard {...single} />
      <SegmentsCard {...common} />
      <ErrorMapCard runId={runId} />
      <ImportanceCard runId={runId} model={model} />
      <ShapCard runId={runId} model={model} />
      <CalibrationCard runId={runId} />
    </div>
  );
}
