import { isoDate, parseDay } from '@/lib/data/days';
import { db } from '@/lib/db';
import { env } from '@/lib/env';
import { availableBoosters } from '@/lib/models/boosters';
import { locateLibrary } from '@/lib/models/native/locate.mjs';
import { requestedParameters } from '@/lib/pipeline/parameters';
import type { TaskContext } from '@/lib/pipeline/task';
import { tasks } from '@/lib/pipeline/tasks';
import { resolveParameters } from '@/lib/pipeline-runs/preflight';
import { plannedSteps } from '@/lib/pipeline-runs/schema';
import { createPipelineRun } from '@/lib/pipeline-runs/service';
import { listRuns } from '@/lib/tracking/service';
import { importObservations, observationsOf } from '../helpers/observations';
import { randomStream } from '../helpers/random-panel';

/** Says where the boosters are, before a test file takes a data folder of its own. */
export function findBoosters(): void {
  const installed = env().ALMANAC_DATA_DIR;
  for (const name of ['lightgbm', 'xgboost'] as const)
    process.env[`${name.toUpperCase()}_LIBRARY`] ??= locateLibrary(name, { dataDir: installed }).path ?? '';
}

const days = 200;
const horizon = 7;

/** A real pipeline run over three small shops, as a worker carries it out; the tracked runs that it leaves, by name. */
export async function trackedPipeline(): Promise<{ pipelineRun: string; runs: Record<string, string>; boosters: string[] }> {
  const random = randomStream(8);
  const start = parseDay('2026-01-05');
  const rows = ['north', 'south', 'west'].flatMap((shop, s) =>
    Array.from({ length: days }, (_, t) => {
      const promotion = (t * 7 + s) % 11 === 0 ? 1 : 0;
      const y = (3000 + 1000 * s) * (1 + 0.3 * Math.sin((2 * Math.PI * t) / 7)) * (1 + promotion) * (0.9 + 0.2 * random());
      return { date: isoDate(start + t), shop, y, promotion };
    }),
  );
  const observations = observationsOf({ keys: ['shop'], known: ['promotion'], promotion: 'promotion' });
  await importObservations({ dataset: 'shops', version: 1, observations, parts: [rows], before: [] });
  const boosters = availableBoosters();
  const parameters = await resolveParameters(
    requestedParameters.parse({ dataset: 'shops', horizon, models: [...boosters, 'seasonal-naive', 'ensemble'], strategies: ['direct'] }),
  );
  const { id } = await createPipelineRun({ parameters, trigger: 'api' });
  const context: TaskContext = { runId: id, parameters, report: () => {}, signal: new AbortController().signal };
  for (const name of plannedSteps(parameters)) await tasks[name]?.(context);
  await db().pipelineRun.update({ where: { id }, data: { status: 'succeeded', finishedAt: new Date() } });
  const { items } = await listRuns({ pipelineRun: id, limit: 100 });
  return { pipelineRun: id, runs: Object.fromEntries(items.map((run) => [run.name, run.id])), boosters };
}
