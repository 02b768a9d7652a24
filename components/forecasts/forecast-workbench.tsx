'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { fetchForecast, fetchModelForecasts } from '../api/forecasts';
import type { ChartHandle } from '../charts/chart';
import { ForecastChart } from '../charts/forecast-chart';
import type { Marker, PlannedEvent } from '../charts/forecast-option';
import { daysBetween, type ForecastPoint, type Frequency, type HistoryPoint } from '../charts/forecast-series';
import { count, day, modelTitle } from '../format';
import { ForecastTable } from '../tables/forecast-table';
import { Card, CardHeader } from '../ui/card';
import { QueryError } from '../ui/query-error';
import { CompareModels } from './compare-models';
import { ExportMenu } from './export-menu';
import { howLongBefore, spanOf, spans } from './forecast-spans';
import { modelColor, mostCompared, readCompare, vintageColor } from './overlays';
import { useViewState } from './use-view-state';
import { VintageCard } from './vintage-card';
import { VintagePicker } from './vintage-picker';

export interface WorkbenchData {
  dataset: string;
  series: { id: string; label: string; level: string };
  currency: string;
  frequency: Frequency;
  weekLabel: 'start' | 'end';
  origin: string;
  history: HistoryPoint[];
  points: ForecastPoint[];
  holidays: Marker[];
  events: PlannedEvent[];
  /** Planners' numbers, marked apart from the model's line. */
  overrides: { date: string; value: number; reasons: string[] }[];
}

const isoDate = /^\d{4}-\d{2}-\d{2}$/;

/** One series' forecast as chart and table, beside what other models say and what was said before. What is compared stands in the address. */
export function ForecastWorkbench({ data }: { data: WorkbenchData }) {
  const { dataset, series, currency, frequency, origin, points, history } = data;
  const [params, change] = useViewState();
  const chart = useRef<ChartHandle>(null);
  const span = spanOf(params.get('span'), frequency);
  const compareText = params.get('compare');
  const compared = useMemo(() => readCompare(compareText), [compareText]);
  const asked = params.get('origin');
  const vintageOrigin = asked !== null && isoDate.test(asked) && asked !== origin ? asked : undefined;

  const models = useQuery({
    queryKey: ['model-forecasts', dataset, series.id, origin],
    queryFn: ({ signal }) => fetchModelForecasts({ dataset, series: series.id, origin }, signal),
    enabled: compared.length > 0,
  });
  const vintage = useQuery({
    queryKey: ['forecast', dataset, series.id, vintageOrigin],
    queryFn: ({ signal }) => fetchForecast({ dataset, series: series.id, origin: vintageOrigin ?? '' }, signal),
    enabled: vintageOrigin !== undefined,
    placeholderData: keepPreviousData,
  });

  const shown = useMemo(() => {
    const names = models.data?.models.map(({ name }) => name) ?? [];
    return (models.data?.models ?? [])
      .filter(({ name }) => compared.includes(name))
      .map((model) => ({ ...model, color: modelColor(names, model.name) }));
  }, [models.data, compared]);
  const said = vintageOrigin === undefined ? undefined : vintage.data;
  const chartData = useMemo(
    () => ({
      ...data,
      overlays: [
        ...(said ? [{ name: `Said on ${day(said.forecast.origin)}`, color: vintageColor, points: said.items }] : []),
        ...shown.map((model) => ({ name: modelTitle(model.name), color: model.color, points: model.items })),
      ],
    }),
    [data, said, shown],
  );
  const columns = useMemo(
    () => shown.map(({ name, items }) => ({ name: modelTitle(name), values: new Map(items.map(({ date, mean }) => [date, mean])) })),
    [shown],
  );

  function toggle(name: string) {
    const next = compared.includes(name) ? compared.filter((one) => one !== name) : [...compared, name].slice(-mostCompared);
    change({ compare: next.join(',') });
  }

  return (
    <>
      <Card aria-labelledby="chart-title" className="pb-1">
        <CardHeader
          id="chart-title"
          title={series.label}
          description="Sales and forecast with 80%, 90% and 95% intervals"
          actions={
            <>
              <CompareModels
                ofSeries={{ dataset, series: series.id }}
                origin={origin}
                compared={compared}
                onToggle={toggle}
                currency={currency}
              />
              <VintagePicker
                ofSeries={{ dataset, series: series.id }}
                origin={origin}
                chosen={vintageOrigin}
                onChoose={(next) => change({ origin: next })}
              />
              <ExportMenu dataset={dataset} series={series} origin={origin} chart={chart} />
            </>
          }
        />
        {compared.length > 0 && models.isError && (
          <div className="px-4 pb-3">
            <QueryError compact error={models.error} title="The models’ forecasts could not be read" onRetry={() => models.refetch()} />
          </div>
        )}
        {vintageOrigin !== undefined && vintage.isError && (
          <div className="px-4 pb-3">
            <QueryError
              compact
              error={vintage.error}
              title={`What was said on ${day(vintageOrigin)} could not be read`}
              onRetry={() => vintage.refetch()}
            />
          </div>
        )}
        <ForecastChart
          ref={chart}
          name={series.label}
          data={chartData}
          span={span}
          spans={spans[frequency]}
          onSpan={(next) => change({ span: next }, 'replace')}
        />
      </Card>
      {said && vintageOrigin !== undefined && (
        <VintageCard
          key={said.forecast.id}
          forecast={said.forecast}
          points={said.items}
          latest={points}
          history={history}
          currency={currency}
          frequency={frequency}
          before={howLongBefore(daysBetween(said.forecast.origin, origin))}
          onClose={() => change({ origin: undefined })}
        />
      )}
      <Card aria-labelledby="table-title" className="overflow-hidden">
        <CardHeader id="table-title" title="Forecast in figures" description={`${series.label}, ${count(points.length, frequency)}`} />
        <ForecastTable points={points} history={history} currency={currency} frequency={frequency} name={series.label} models={columns} />
      </Card>
    </>
  );
}
