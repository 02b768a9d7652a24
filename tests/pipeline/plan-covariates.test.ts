import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { isoDate, mondayOf } from '@/lib/data/days';
import { readPanel } from '@/lib/data/panel-file';
import { editPlan } from '@/lib/data/plan/edit-plan';
import { planCovariates } from '@/lib/data/plan/plan-covariates';
import { ensureSampleRetailer } from '@/lib/datasets/sample-retailer';
import { db } from '@/lib/db';
import { extract } from '@/lib/pipeline/extract';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { readRunPlan } from '@/lib/pipeline/run-plan';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';

vi.setConfig({ testTimeout: 120_000 });
createArtifactFolder();
await createTestDatabase();

it.each([
  ['store', 'day', 14, 30],
  ['category', 'day', 14, 30],
  ['store+category', 'week', 4, 60],
  ['total', 'month', 2, 110],
] as const)('the plan that a run keeps makes the very covariates of its panel: %s by the %s', async (level, frequency, horizon, weeks) => {
  const from = isoDate(mondayOf(Math.floor(Date.now() / 86_400_000)) - 7 * weeks);
  await ensureSampleRetailer({ from, config: { seed: 42 + weeks, stores: 3 } });
  const parameters = pipelineParameters.parse({ level, frequency, horizon });
  const runId = randomUUID();
  await db().pipelineRun.create({ data: { id: runId, trigger: 'api', dataset: parameters.dataset, parameters } });
  await extract({ runId, parameters, report: () => {}, signal: new AbortController().signal });
  const { panel } = await readPanel(runId);
  const plan = await readRunPlan(runId);
  if (!plan) throw new Error('The run kept no plan.');
  panel.keys.forEach((keys, s) => {
    const end = panel.indptr[s + 1] as number;
    const labels = [...panel.ds.subarray(end - horizon, end)];
    const made = planCovariates(editPlan(plan, []), frequency, labels)(keys);
    expect(Object.keys(made).sort()).toEqual(Object.keys(panel.known).sort());
    for (const [name, values] of Object.entries(made))
      expect(values, `${panel.ids[s]} ${name}`).toEqual(panel.known[name]?.slice(end - horizon, end));
  });
});
