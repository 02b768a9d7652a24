'use client';

import { Boxes, ChartSpline, Database, FlaskConical, Layers, Workflow } from 'lucide-react';
import { useMemo } from 'react';
import type { Lineage } from '@/lib/registry/lineage-schema';
import { day, words } from '../format';
import { Flow } from '../graphs/flow';
import type { GraphEdge, GraphNode } from '../graphs/graph';
import { modelHref, shortTitle } from './model-names';

const icon = 'size-4 text-muted';
const shownForecasts = 5;

/** From the data over the run to the version and what was published with it. */
export function LineageGraph({ lineage }: { lineage: Lineage }) {
  const { nodes, edges } = useMemo(() => graphOf(lineage), [lineage]);
  return <Flow label="Where this version comes from, and what was made of it" nodes={nodes} edges={edges} className="h-96" />;
}

function graphOf({ data, inputs, pipelineRun, run, version, together, forecasts, forecastCount }: Lineage): {
  nodes: GraphNode[];
  edges: GraphEdge[];
} {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const add = (node: GraphNode, after: (string | undefined)[]) => {
    nodes.push(node);
    for (const from of after) if (from) edges.push({ from, to: node.id });
    return node.id;
  };
  const dataset = data
    ? { name: data.dataset, version: `version ${data.version}` }
    : inputs[0] && { name: inputs[0].name, version: inputs[0].digest };
  const dataNode =
    dataset &&
    add(
      {
        id: 'data',
        title: words(dataset.name),
        detail: `Data, ${dataset.version}`,
        icon: <Database className={icon} />,
        href: data ? `/data/${encodeURIComponent(data.dataset)}` : undefined,
      },
      [],
    );
  const pipelineNode =
    pipelineRun &&
    add(
      {
        id: 'pipeline',
        title: `Run ${pipelineRun.id.slice(0, 8)}`,
        detail: words(pipelineRun.status),
        icon: <Workflow className={icon} />,
        href: `/pipelines/${pipelineRun.id}`,
      },
      [dataNode],
    );
  const runNode =
    run &&
    add(
      {
        id: 'run',
        title: words(run.name),
        detail: words(`tracked, ${run.status}`),
        icon: <FlaskConical className={icon} />,
        href: `/experiments/runs/${run.id}`,
      },
      [pipelineNode ?? dataNode],
    );
  const parent = runNode ?? pipelineNode ?? dataNode ?? undefined;
  const champion = version.aliases.includes('champion');
  const own = add(
    {
      id: 'version',
      title: `Version ${version.version}`,
      detail: champion ? 'The champion' : version.aliases.join(', ') || 'This version',
      icon: <Layers className="size-4 text-accent-ink" />,
      tone: 'accent',
    },
    [parent],
  );
  for (const member of together) {
    add(
      {
        id: `${member.name}/${member.version}`,
        title: shortTitle(member.name),
        detail: `Version ${member.version}`,
        icon: <Boxes className={icon} />,
        href: modelHref(member.name, member.version),
        faint: true,
      },
      [pipelineNode ?? parent],
    );
  }
  for (const forecast of forecasts.slice(0, shownForecasts)) {
    const query = data ? `?${new URLSearchParams({ dataset: data.dataset })}` : '';
    add(
      {
        id: forecast.id,
        title: `From ${day(forecast.origin)}`,
        detail: `Forecast, ${forecast.horizon} steps`,
        icon: <ChartSpline className={icon} />,
        href: `/forecasts${query}`,
        tone: 'success',
      },
      [own],
    );
  }
  if (forecastCount > shownForecasts) {
    add({ id: 'more', title: `${forecastCount - shownForecasts} more`, detail: 'Earlier forecasts', faint: true }, [own]);
  }
  return { nodes, edges };
}
