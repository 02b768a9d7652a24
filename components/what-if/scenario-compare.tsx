'use client';

import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import type { Scenario } from '@/lib/scenarios/schema';
import { ScenarioChart, ScenarioMark } from '../charts/scenario-chart';
import { change, money, signedMoney } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Card, CardHeader } from '../ui/card';
import { whatIfAddress } from './address';
import { byWeek } from './difference';
import { editWords, spanWords } from './edit-words';
import type { WhatIfSubject } from './what-if';

/** Two to four scenarios side by side: their lines, their totals, and how they differ. */
export function ScenarioCompare({ subject, scenarios }: { subject: WhatIfSubject; scenarios: Scenario[] }) {
  const { dataset, currency, history, series } = subject;
  const sameSeries = scenarios.every((scenario) => scenario.series === series.id);
  const sameForecast =
    new Set(scenarios.map(({ forecastId, computedAt }) => (sameSeries ? forecastId : `${forecastId} ${computedAt}`))).size === 1;
  const base = scenarios[0];
  const chart = useMemo(
    () => ({
      history: sameSeries ? history : [],
      currency,
      lines: [
        ...(sameSeries && base
          ? [{ name: 'As planned', place: undefined, points: base.points.map(({ date, planned }) => ({ date, mean: planned })) }]
          : []),
        ...scenarios.map(({ name, points }, place) => ({ name, place, points: points.map(({ date, mean }) => ({ date, mean })) })),
      ],
    }),
    [history, currency, scenarios, sameSeries, base],
  );
  return (
    <div className="flex flex-col gap-5">
      <div>
        <Button asChild variant="ghost">
          <Link href={whatIfAddress({ dataset, series: series.id })} scroll={false}>
            <ArrowLeft aria-hidden />
            Back to the editor
          </Link>
        </Button>
      </div>
      {!sameSeries && <Callout tone="info" title="These scenarios are of different series" />}
      {sameSeries && !sameForecast && (
        <Callout tone="warning" title="These scenarios were made from different forecasts">
          Recompute them in the list below to compare like with like.
        </Callout>
      )}
      <Card aria-labelledby="compare-chart" className="pb-1">
        <CardHeader id="compare-chart" title="Scenarios compared" description={sameSeries ? series.label : undefined} />
        <ScenarioChart name={sameSeries ? series.label : 'several series'} data={chart} />
      </Card>
      <Card aria-labelledby="compare-totals" className="overflow-hidden">
        <CardHeader id="compare-totals" title="Totals" />
        <Table label="Totals of the scenarios" className="min-w-2xl">
          <thead>
            <tr>
              <HeadCell>Scenario</HeadCell>
              <HeadCell numeric>As planned</HeadCell>
              <HeadCell numeric>Total</HeadCell>
              <HeadCell numeric>Difference</HeadCell>
              <HeadCell numeric>Against {base?.name}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {scenarios.map((scenario, place) => (
              <tr key={scenario.id}>
                <Cell className="max-w-96 whitespace-normal">
                  <span className="flex items-center gap-2">
                    <ScenarioMark place={place} />
                    <Link
                      href={whatIfAddress({ dataset, series: scenario.series, scenario: scenario.id })}
                      scroll={false}
                      className="font-medium underline-offset-4 hover:underline"
                    >
                      {scenario.name}
                    </Link>
                  </span>
                  <span className="block pl-6 text-xs text-muted">
                    {scenario.edits
                      .slice(0, 4)
                      .map((edit) => `${editWords(edit)}, ${spanWords(edit.from, edit.to)}`)
                      .join('; ')}
                    {scenario.edits.length > 4 && ` and ${scenario.edits.length - 4} more`}
                  </span>
                </Cell>
                <Cell numeric className="text-muted">
                  {money(scenario.totals.planned, currency)}
                </Cell>
                <Cell numeric className="font-semibold">
                  {money(scenario.totals.mean, currency)}
                </Cell>
                <Cell numeric>
                  {signed(scenario.totals.difference, currency)} <span className="text-muted">{change(scenario.totals.change)}</span>
                </Cell>
                <Cell numeric>{place === 0 ? '–' : signed(scenario.totals.mean - (base?.totals.mean ?? 0), currency)}</Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      </Card>
      <Card aria-labelledby="compare-weeks" className="overflow-hidden">
        <CardHeader
          id="compare-weeks"
          title={base?.frequency === 'month' ? 'By month' : 'By week'}
          description="Each total, and its difference to what is planned"
        />
        <CompareWeeks scenarios={scenarios} currency={currency} />
      </Card>
    </div>
  );
}

function signed(value: number, currency: string): string {
  return Math.abs(value) < 0.5 ? '–' : signedMoney(value, currency);
}

function CompareWeeks({ scenarios, currency }: { scenarios: Scenario[]; currency: string }) {
  const weeks = scenarios.map(({ points, frequency }) => byWeek(points, frequency));
  const starts = [...new Set(weeks.flatMap((rows) => rows.map(({ from }) => from)))].sort();
  return (
    <Table label="Scenarios by week" className="min-w-2xl">
      <thead>
        <tr>
          <HeadCell>Period</HeadCell>
          {scenarios.map(({ id, name }, place) => (
            <HeadCell key={id} numeric>
              <span className="inline-flex max-w-48 items-center gap-2">
                <ScenarioMark place={place} />
                <span className="truncate">{name}</span>
              </span>
            </HeadCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {starts.map((from) => {
          const rows = weeks.map((own) => own.find((row) => row.from === from));
          const to = rows.find((row) => row !== undefined)?.to ?? from;
          return (
            <tr key={from}>
              <Cell>{spanWords(from, to)}</Cell>
              {rows.map((row, place) => (
                <Cell key={scenarios[place]?.id} numeric>
                  {money(row?.mean, currency)} <span className="text-muted">{row ? signed(row.mean - row.planned, currency) : ''}</span>
                </Cell>
              ))}
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
