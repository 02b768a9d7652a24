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

export interface LogLine {
  id: string;
  createdAt: string;
  level: 'info' | 'warn' | 'error';
  message: string;
  step: string | null;
}

export interface LiveRun {
  run: PipelineRun;
  log: LogLine[];
}

const keptLines = 500;

/** The state after one more event. An event that came before, as after a reconnection, changes nothing but what it repeats. */
export function applyEvent(state: LiveRun, event: PipelineEvent): LiveRun {
  if (event.type === 'run') return { ...state, run: event.payload };
  if (event.type === 'step') {
    const steps = state.run.steps.map((step) => (step.name === event.payload.name ? event.payload : step));
    return { ...state, run: { ...state.run, steps } };
  }
  if (state.log.some((line) => line.id === event.id)) return state;
  return { ...state, log: [...state.log, { id: event.id, createdAt: event.createdAt, ...event.payload }].slice(-keptLines) };
}
