import { expect, it } from 'vitest';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import type { PipelineRun, PipelineStep } from '@/lib/pipeline-runs/schema';
import { applyEvent, isOver, runProgress, stepsUnderWay } from './run-progress';

const at = '2026-11-24T00:00:00.000Z';

function step(name: string, status: PipelineStep['status'], progress = 0): PipelineStep {
  return { name, status, attempt: 1, progress, message: '', startedAt: null, finishedAt: null, error: null };
}

const run: PipelineRun = {
  id: '11111111-1111-4111-8111-111111111111',
  status: 'running',
  trigger: 'api',
  dataset: 'sample-retailer',
  repeatOf: null,
  parameters: pipelineParameters.parse({}),
  createdAt: at,
  startedAt: at,
  finishedAt: null,
  steps: [step('extract', 'succeeded', 1), step('validate', 'running', 0.5), step('register', 'skipped'), step('report', 'pending')],
  result: null,
  error: null,
};

it('counts every planned step the same, and skipped ones not at all', () => {
  expect(runProgress(run)).toBeCloseTo(0.5);
  expect(runProgress({ steps: [] })).toBe(0);
  expect(stepsUnderWay(run).map(({ name }) => name)).toEqual(['validate']);
});

it('knows when a run is over', () => {
  expect((['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const).map((status) => isOver({ status }))).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
});

it('takes events in, whole runs and single steps; lines of log are none of its business', () => {
  const line = { id: '7', createdAt: at, type: 'log' as const, payload: { level: 'warn' as const, message: 'careful', step: 'validate' } };
  const after = [{ id: '5', createdAt: at, type: 'step' as const, payload: step('validate', 'succeeded', 1) }, line].reduce(
    applyEvent,
    run,
  );
  expect(after.steps.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'skipped', 'pending']);
  const ended = applyEvent(after, { id: '9', createdAt: at, type: 'run', payload: { ...run, status: 'succeeded' } });
  expect(ended.status).toBe('succeeded');
});
