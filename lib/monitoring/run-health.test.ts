import { expect, it } from 'vitest';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { healthOf } from './run-health';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();

function run(id: string, status: PipelineRun['status'], took: number, attempt = 1): PipelineRun {
  const step = {
    name: 'extract',
    status: status === 'failed' ? 'failed' : 'succeeded',
    attempt,
    progress: 1,
    message: '',
    startedAt: at(5),
    finishedAt: at(5 + took),
    error: null,
  };
  return {
    ...{ id, status, trigger: 'api', dataset: 'd', repeatOf: null, parameters: {}, result: null, createdAt: at(0), startedAt: at(5) },
    finishedAt: at(5 + took),
    steps: [step],
    error: status === 'failed' ? { code: 'data_invalid', message: 'A file is damaged.', errors: [] } : null,
  } as unknown as PipelineRun;
}

it('tells how long runs took, how many failed and where', () => {
  const health = healthOf([run('c', 'failed', 2), run('b', 'succeeded', 30, 2), run('a', 'succeeded', 10), run('x', 'cancelled', 1)]);
  expect(health).toMatchObject({ ended: 3, succeeded: 2, tookMs: { median: 20_000, p90: 28_000, last: 30_000 } });
  expect(health.runs[0]).toMatchObject({
    waitedMs: 5000,
    tookMs: 2000,
    failure: { step: 'extract', code: 'data_invalid', message: 'A file is damaged.' },
  });
  expect(health.steps).toEqual([{ name: 'extract', runs: 2, medianMs: 20_000, slowestMs: 30_000, retried: 1 }]);
});

it('says nothing of no runs', () => {
  expect(healthOf([])).toEqual({ runs: [], ended: 0, succeeded: 0, tookMs: { median: null, p90: null, last: null }, steps: [] });
});
