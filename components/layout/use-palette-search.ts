'use client';

import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { ChartSpline, Database, Layers, type LucideIcon, Workflow } from 'lucide-react';
import { useDeferredValue } from 'react';
import { fetchDatasets } from '../api/datasets';
import { fetchModels } from '../api/models';
import { fetchRuns } from '../api/pipeline-runs';
import { fetchSeries } from '../api/series';
import { levelLabel, seriesLabel } from '../forecasts/series-label';
import { relative, words } from '../format';
import { statusLabel } from '../pipelines/status';

export interface Found {
  id: string;
  label: string;
  detail: string;
  href: string;
  icon: LucideIcon;
}

export interface FoundGroup {
  heading: string;
  items: Found[];
}

/** Shown of each kind; and how many datasets are asked for series, the one of the page first. */
const [shown, searchedDatasets] = [6, 4];

/** Whether every word of a text is in one of the parts. */
export function matches(text: string, ...parts: string[]): boolean {
  const all = parts.join(' ').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/**
 * Series, runs, models and datasets that match a text of two letters and more.
 * @param text as it is typed; what is on its way from the server follows a moment later
 * @param current the dataset of the page, whose series come first
 */
export function usePaletteSearch(
  text: string,
  current: string | null,
): { groups: FoundGroup[]; loading: boolean; error: Error | null; retry: () => void } {
  const asked = useDeferredValue(text);
  const enabled = asked.length >= 2;
  const datasets = useQuery({ queryKey: ['datasets'], queryFn: ({ signal }) => fetchDatasets(signal) });
  const runs = useQuery({ queryKey: ['palette-runs'], queryFn: ({ signal }) => fetchRuns({ limit: 100 }, signal), enabled });
  const models = useQuery({
    queryKey: ['palette-models', asked],
    queryFn: ({ signal }) => fetchModels({ q: asked, limit: shown }, signal),
    enabled,
    placeholderData: keepPreviousData,
  });
  const names = (datasets.data ?? []).filter(({ version }) => version !== null).map(({ name }) => name);
  const ordered = [...names.filter((name) => name === current), ...names.filter((name) => name !== current)].slice(0, searchedDatasets);
  const series = useQueries({
    queries: ordered.map((dataset) => ({
      queryKey: ['palette-series', dataset, asked],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchSeries({ dataset, q: asked, limit: shown }, signal),
      enabled,
      placeholderData: keepPreviousData,
    })),
  });
  const all = [datasets, runs, models, ...series];
  const failed = all.filter((query) => query.isError);
  const result = { loading: all.some((query) => query.isFetching), error: failed[0]?.error ?? null };
  const retry = () => {
    for (const query of failed) void query.refetch();
  };
  if (!enabled) return { groups: [], ...result, retry };

  const now = Date.now();
  const groups: FoundGroup[] = [
    {
      heading: 'Series',
      items: series
        .flatMap((query, index) => (query.data?.items ?? []).map((item) => ({ ...item, dataset: ordered[index] ?? '' })))
        // Until the answer comes, the former one is narrowed here, so that Enter never takes what does not match.
        .filter((item) => matches(text, item.id, seriesLabel(item)))
        .slice(0, shown)
        .map((item) => ({
          id: item.id,
          label: seriesLabel(item),
          detail: `${levelLabel(item.level)} · ${words(item.dataset)}`,
          href: `/forecasts?${new URLSearchParams({ dataset: item.dataset, level: item.level, series: item.id })}`,
          icon: ChartSpline,
        })),
    },
    {
      heading: 'Datasets',
      items: (datasets.data ?? [])
        .filter(({ name }) => matches(text, name, words(name), 'dataset'))
        .slice(0, shown)
        .map(({ name, version }) => ({
          id: `dataset:${name}`,
          label: words(name),
          detail: version ? `up to ${version.lastDate}` : 'no data yet',
          href: `/data/${encodeURIComponent(name)}`,
          icon: Database,
        })),
    },
    {
      heading: 'Models',
      items: (models.data ?? [])
        .filter(({ name }) => matches(text, name))
        .map(({ name, latestVersion }) => ({
          id: `model:${name}`,
          label: name,
          detail: latestVersion === null ? 'no version' : `version ${latestVersion}`,
          href: `/models/${encodeURIComponent(name)}`,
          icon: Layers,
        })),
    },
    {
      heading: 'Pipeline runs',
      items: (runs.data ?? [])
        .filter((run) => matches(text, run.id, run.dataset, words(run.dataset), run.status, run.trigger, 'run'))
        .slice(0, shown)
        .map((run) => ({
          id: `run:${run.id}`,
          label: `Run ${run.id.slice(0, 8)}`,
          detail: `${statusLabel(run.status)} · ${words(run.dataset)} · ${relative(run.createdAt, now)}`,
          href: `/pipelines/${run.id}`,
          icon: Workflow,
        })),
    },
  ];
  return { groups: groups.filter(({ items }) => items.length > 0), ...result, retry };
}
