'use client';

import type { PipelineRun, PipelineStep } from '@/lib/pipeline-runs/schema';
import { stepEdges } from '@/lib/pipeline-runs/step-graph';
import { duration, percent, stepTitle } from '../../format';
import { Flow } from '../../graphs/flow';
import type { GraphNode } from '../../graphs/graph';
import { Card, CardHeader } from '../../ui/card';
import { Progress } from '../../ui/progress';
import { ScrollRegion } from '../../ui/scroll-region';
import { Elapsed, useNow } from '../../ui/time';
import { isOver, latestMoment, runProgress } from '../run-progress';
import { StatusIcon, statusLabel, statusTone } from '../status';

/** A duration that fits a node: `12.3 s`, `1:07`, `2 h 10 min`. */
function shortly(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 || seconds >= 3600 ? duration(milliseconds) : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** A step's state in a few words: `Running · 40%`, `Succeeded · 12.3 s`. */
function detailOf({ status, progress, startedAt, finishedAt, attempt }: PipelineStep, now: number): string {
  const parts = [statusLabel(status)];
  if (status === 'running' && progress > 0) parts.push(percent(progress, 0));
  if (startedAt && status !== 'pending') {
    const spent = (finishedAt ? new Date(finishedAt).getTime() : now) - new Date(startedAt).getTime();
    parts.push(shortly(finishedAt ? spent : Math.max(0, Math.floor(spent / 1000) * 1000)));
  }
  if (attempt > 1) parts.push(`try ${attempt}`);
  return parts.join(' · ');
}

/** The run's steps as a graph, live: what comes after what, and where the run stands. A step that is chosen narrows the log to it. */
export function StepGraph({ run, selected, onSelect }: { run: PipelineRun; selected: string; onSelect: (step: string) => void }) {
  const over = isOver(run);
  const now = useNow(latestMoment(run), over ? null : 1000);
  const fraction = runProgress(run);
  const nodes: GraphNode[] = run.steps.map((step) => ({
    id: step.name,
    title: stepTitle(step.name).replace(/^Train (.)/, (_, first: string) => first.toUpperCase()),
    detail: detailOf(step, now),
    icon: <StatusIcon status={step.status} />,
    tone: statusTone(step.status),
    faint: step.status === 'skipped',
    ...(step.status === 'running' && { progress: step.progress }),
  }));
  const status = new Map(run.steps.map((step) => [step.name, step.status]));
  const edges = stepEdges.map(({ from, to }) => ({ from, to, active: status.get(to) === 'running' }));
  return (
    <Card aria-labelledby="graph-title">
      <CardHeader
        id="graph-title"
        title="Steps"
        description={
          run.startedAt ? (
            <>
              {over ? 'Took' : 'Running for'} <Elapsed from={run.startedAt} to={run.finishedAt} className="tabular" />
            </>
          ) : over ? (
            'Never began'
          ) : (
            'Waiting for its turn'
          )
        }
        actions={!over && <span className="text-sm font-medium tabular">{percent(fraction, 0)}</span>}
      />
      {!over && <Progress value={fraction} label="Progress of the run" className="mx-4 mb-2" />}
      <ScrollRegion label="Graph of the steps" className="border-t">
        {/* Wide enough to be read on a phone, where it is moved sideways. */}
        <Flow
          label="Steps of the run"
          nodes={nodes}
          edges={edges}
          selected={selected}
          onSelect={(step) => onSelect(step === selected ? 'all' : step)}
          className="h-64 min-w-[78rem] sm:min-w-[58rem]"
        />
      </ScrollRegion>
    </Card>
  );
}
