import type { PipelineEvent, PipelineRun, PipelineStep } from '@/lib/pipeline-runs/schema';

export function isOver(run: Pick<PipelineRun, 'status'>): boolean {
  return run.status !== 'queued' && run.status !== 'running';
}

/** How far a run is, from 0 to 1: every planned step weighs the same. */
export function runProgress({ steps }: Pick<PipelineRun, 'steps'>): number {
  const planned = steps.filter((step) => step.status !== 'skipped');
  if (planned.length === 0) return 0;
  const done = planned.reduce((sum, step) => sum + (step.status === 'succeeded' ? 1 : step.status === 'running' ? step.progress : 0), 0);
  return done / planned.length;
}

export function stepsUnderWay({ steps }: Pick<PipelineRun, 'steps'>): PipelineStep[] {
  return steps.filter((step) => step.status === 'running');
}

/** The newest moment that a run's record names: the same on the server and in the browser, as the time now is not. */
export function latestMoment(run: PipelineRun): number {
  const times = [
    run.createdAt,
    run.startedAt,
    run.finishedAt,
    ...run.steps.flatMap(({ startedAt, finishedAt }) => [startedAt, finishedAt]),
  ];
  return Math.max(...times.flatMap((time) => (time ? [new Date(time).getTime()] : [])));
}

/** The run after one more event. An event that came before, as after a reconnection, changes nothing but what it repeats. */
export function applyEvent(run: PipelineRun, event: PipelineEvent): PipelineRun {
  if (event.type === 'run') return event.payload;
  if (event.type === 'log') return run;
  return { ...run, steps: run.steps.map((step) => (step.name === event.payload.name ? event.payload : step)) };
}
