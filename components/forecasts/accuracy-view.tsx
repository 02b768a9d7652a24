'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { fetchAccuracy } from '../api/forecasts';
import { type AccuracyLine, accuracyOption } from '../charts/accuracy-option';
import { Chart } from '../charts/chart';
import type { ChartColors } from '../charts/colors';
import { overlayColor } from '../charts/forecast-chart';
import type { Frequency } from '../charts/forecast-series';
import { count, day, modelTitle, percent } from '../format';
import { Card, CardHeader } from '../ui/card';
import { QueryError } from '../ui/query-error';
import { Segmented } from '../ui/segmented';
import { Skeleton } from '../ui/skeleton';
import { ranked } from './accuracy';
import { AccuracyTable } from './accuracy-table';
import { AccuracyTiles } from './accuracy-tiles';
import { levelLabel } from './series-label';
import { useViewState } from './use-view-state';
import { VintageScores } from './vintage-scores';

const mostLines = 6;
const naive = 'seasonal-naive';

/** How far forecasts of a series were off by steps ahead: on the test window by model, and as published. */
export function AccuracyView({
  dataset,
  series,
  level,
  currency,
  frequency,
}: {
  dataset: string;
  series: { id: string; label: string };
  /** Level that was modelled. */
  level: string;
  currency: string;
  frequency: Frequency;
}) {
  const [params, change] = useViewState();
  const scope = params.get('scope') === 'level' ? 'level' : 'series';
  const query = useQuery({
    queryKey: ['accuracy', dataset, series.id, scope],
    queryFn: ({ signal }) => fetchAccuracy({ dataset, series: series.id, scope }, signal),
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  const models = useMemo(() => ranked(data?.test?.models ?? []), [data]);
  const lines = useMemo((): AccuracyLine[] => {
    const shown = models.filter(({ name, best }, place) => best || name === naive || place < mostLines - 1);
    const tested = shown.map(({ name, best, steps }, place) => ({
      name: modelTitle(name),
      color: best ? 0 : name === naive ? 7 : place + 1,
      strong: best,
      dashed: name === naive,
      values: steps.map(({ wape }) => wape),
    }));
    const published = data?.published.steps ?? [];
    if (published.length === 0) return tested;
    const values = Array.from(
      { length: published.at(-1)?.step ?? 0 },
      (_, k) => published.find(({ step }) => step === k + 1)?.wape ?? null,
    );
    return [...tested, { name: 'As published', color: 6, strong: true, dashed: false, values }];
  }, [models, data]);
  const option = useCallback((colors: ChartColors, width: number) => accuracyOption(lines, frequency, colors, width), [lines, frequency]);

  if (query.isError) {
    return (
      <Card>
        <QueryError
          error={query.error}
          title="The accuracy could not be read"
          onRetry={() => query.refetch()}
          retrying={query.isFetching}
        />
      </Card>
    );
  }
  if (!data) return <Waiting />;
  const subject = scope === 'level' ? `all series of level ${levelLabel(level).toLowerCase()}` : series.label;
  const best = models.find((model) => model.best);
  const reference = models.find(({ name }) => name === naive);
  return (
    <div className="flex flex-col gap-5" aria-busy={query.isPlaceholderData}>
      <AccuracyTiles
        best={best && { name: modelTitle(best.name), ...best.overall }}
        naive={reference?.overall}
        published={data.published}
        currency={currency}
        origins={data.test?.origins.length ?? 0}
      />
      <Card aria-labelledby="accuracy-title" className="pb-2">
        <CardHeader
          id="accuracy-title"
          title="Error by horizon"
          description={
            data.test
              ? `WAPE of ${subject}, over ${count(data.test.origins.length, 'test origin')} from ${day(data.test.origins[0] ?? '')}, which no model had seen`
              : `WAPE of ${subject}`
          }
          actions={
            <Segmented
              label="Scored"
              value={scope}
              onValueChange={(next) => change({ scope: next === 'series' ? undefined : next })}
              options={[
                { value: 'series', label: 'This series' },
                { value: 'level', label: `Each ${levelLabel(level).toLowerCase()}` },
              ]}
            />
          }
        />
        {lines.length === 0 ? (
          <p className="px-4 pt-2 pb-6 text-sm text-muted">
            The files of the run that published this forecast are gone, and nothing has come since by which it could be judged. The next run
            brings both.
          </p>
        ) : (
          <>
            <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1 px-4 text-xs text-muted">
              {lines.map((line) => (
                <li key={line.name} className="flex items-center gap-1.5">
                  <span
                    aria-hidden
                    className={`w-3.5 border-t-2 ${line.dashed ? 'border-dashed' : ''}`}
                    style={{ borderColor: overlayColor(line.color) }}
                  />
                  {line.name}
                </li>
              ))}
            </ul>
            <Chart option={option} label={inWords(subject, lines, frequency)} className="mt-1 h-72 sm:h-80" />
          </>
        )}
      </Card>
      {(models.length > 0 || data.published.steps.length > 0) && (
        <AccuracyTable models={models} published={data.published} frequency={frequency} currency={currency} />
      )}
      <VintageScores ofSeries={{ dataset, series: series.id }} label={series.label} />
    </div>
  );
}

function inWords(subject: string, lines: AccuracyLine[], unit: string): string {
  const ends = lines.map(({ name, values }) => {
    const [first, last] = [values.find((value) => value !== null), values.findLast((value) => value !== null)];
    return `${name} from ${percent((first ?? Number.NaN) / 100)} to ${percent((last ?? Number.NaN) / 100)}`;
  });
  return `Errors of forecasts of ${subject} by ${unit}s ahead: ${ends.join('; ')}. The table below has every figure.`;
}

function Waiting() {
  return (
    <div className="flex flex-col gap-5" role="status" aria-label="Loading">
      <Skeleton className="h-24 rounded-lg" />
      <Skeleton className="h-96 rounded-lg" />
    </div>
  );
}
