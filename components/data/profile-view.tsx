'use client';

import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { DatasetProfile } from '@/lib/datasets/profile/schema';
import { fetchProfile } from '../api/dataset-versions';
import { Chart } from '../charts/chart';
import type { ChartColors } from '../charts/colors';
import { barsOption } from '../charts/data/bars-option';
import { timelineOption } from '../charts/data/timeline-option';
import { compactMoney, count, day, figure, money, percent } from '../format';
import { Card, CardHeader } from '../ui/card';
import { QueryError } from '../ui/query-error';
import { Skeleton } from '../ui/skeleton';
import { Tile, Tiles } from '../ui/tile';
import { DemandBar } from './demand-bar';
import { GapTable } from './gap-table';
import { ProfileColumns } from './profile-columns';

const number = new Intl.NumberFormat('en-US');

/** What a version's data look like. The first look at a version has it computed, which takes a moment. */
export function ProfileView({ name, version, rows, currency }: { name: string; version: number; rows: number; currency: string }) {
  const query = useQuery({
    queryKey: ['dataset-profile', name, version],
    queryFn: ({ signal }) => fetchProfile(name, version, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (query.isError)
    return (
      <Card>
        <QueryError
          title="The profile could not be made"
          error={query.error}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      </Card>
    );
  if (!query.data) return <ProfileSkeleton rows={rows} />;
  return <Profile profile={query.data} currency={currency} />;
}

function ProfileSkeleton({ rows }: { rows: number }) {
  return (
    <div className="flex flex-col gap-5" aria-busy>
      <p role="status" className="text-sm text-muted">
        Looking at {number.format(rows)} rows; this is done once a version…
      </p>
      <Skeleton className="h-20" />
      <Skeleton className="h-72" />
      <Skeleton className="h-64" />
    </div>
  );
}

const periodOf = { day: 'day', week: 'week', month: 'month' } as const;

function Profile({ profile, currency }: { profile: DatasetProfile; currency: string }) {
  const { target, lengths, gaps, seasons, frequency } = profile;
  const timeline = useCallback(
    (colors: ChartColors, width: number) => timelineOption(profile.timeline, currency, colors, width),
    [profile, currency],
  );
  const values = useCallback((colors: ChartColors) => barsOption(target?.histogram ?? [], 'Values', colors), [target]);
  const spans = useCallback((colors: ChartColors) => barsOption(lengths.histogram, 'Series', colors), [lengths]);
  const period = periodOf[frequency];
  const median = target?.quantiles.find(({ q }) => q === 0.5)?.value ?? null;
  return (
    <div className="flex flex-col gap-5">
      <Tiles label="In short">
        <Tile label="Series" value={number.format(profile.series)} detail={`${number.format(profile.recorded)} recorded values`} />
        <Tile
          label="Missing"
          value={percent(profile.cells === 0 ? null : profile.missing / profile.cells)}
          detail={
            profile.missing === 0 ? 'no gaps within series' : `${count(profile.missing, period)} in ${number.format(gaps.series)} series`
          }
        />
        <Tile
          label="Zeros"
          value={percent(profile.recorded === 0 ? null : profile.zeros / profile.recorded)}
          detail={profile.negatives > 0 ? `${number.format(profile.negatives)} values below 0` : 'no value below 0'}
        />
        <Tile label="Usual value" value={compactMoney(median, currency)} detail={`mean ${money(target?.mean, currency)}`} />
        <Tile label="Longest gap" value={gaps.longest === 0 ? 'None' : count(gaps.longest, period)} detail="within one series" />
        <Tile
          label="Season"
          value={seasons.length === 0 ? '–' : percent(Math.max(...seasons.map(({ strength }) => strength)), 0)}
          detail={seasons.map(({ name, strength }) => `${name} ${percent(strength, 0)}`).join(' · ') || 'too short to tell'}
        />
      </Tiles>
      <Card aria-labelledby="timeline-title">
        <CardHeader
          id="timeline-title"
          title="All series together"
          description={`Sum and number of series with a value, ${day(profile.firstDate)} to ${day(profile.lastDate)}`}
        />
        <Chart
          option={timeline}
          label={`The sum of all series from ${day(profile.firstDate)} to ${day(profile.lastDate)}, and how many of them have a value.`}
          className="h-64 px-2 pb-2"
        />
      </Card>
      <div className="grid gap-5 lg:grid-cols-2">
        <Card aria-labelledby="values-title">
          <CardHeader
            id="values-title"
            title="Distribution of the target"
            description={target ? `${figure(target.min)} to ${figure(target.max)}; far ends are in the outer bars` : 'Nothing was recorded'}
          />
          <Chart
            option={values}
            label={
              target
                ? `How often values come up: half lie between ${figure(quantile(target, 0.25))} and ${figure(quantile(target, 0.75))}, nine in ten between ${figure(quantile(target, 0.05))} and ${figure(quantile(target, 0.95))}.`
                : 'No values.'
            }
            className="h-56 px-2 pb-2"
          />
        </Card>
        <Card aria-labelledby="lengths-title">
          <CardHeader
            id="lengths-title"
            title="Length of series"
            description={
              lengths.min === lengths.max
                ? `Every series has ${count(lengths.max, period)}`
                : `${number.format(lengths.min)} to ${count(lengths.max, period)}, half of them at least ${number.format(lengths.median)}`
            }
          />
          <Chart
            option={spans}
            label={`Series by their length in ${period}s: from ${lengths.min} to ${lengths.max}, median ${lengths.median}.`}
            className="h-56 px-2 pb-2"
          />
        </Card>
      </div>
      <DemandBar demand={profile.demand} />
      <ProfileColumns columns={profile.columns} />
      {profile.worst.length > 0 && <GapTable series={profile.worst} period={period} />}
    </div>
  );
}

function quantile(target: NonNullable<DatasetProfile['target']>, q: number): number | null {
  return target.quantiles.find((one) => one.q === q)?.value ?? null;
}
