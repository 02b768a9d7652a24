import { z } from 'zod';
import { AlmanacError } from '@/lib/errors';
import { isRunId } from '@/lib/tracking/runs';
import { deleteRun, deleteTag, type RunRecord, restoreRun, runRecord, searchRuns, startRun, updateRun } from '@/lib/tracking/service';
import { aboutExperiment, aboutRun } from './about';
import { doesNotExist, invalidParameter } from './error';
import { experimentIds, views, viewType } from './experiments';
import { count, enumeration, int64, pairs, record, requiredText, text, texts } from './fields';
import { toRun, toRunInfo } from './messages';
import { done, operation, WrittenJson } from './operation';
import { randomName } from './random-name';
import { checkMaxResults, experimentId, limits } from './validation';
import { RunWriter } from './write-run';

const runStatus = enumeration({ 1: 'RUNNING', 2: 'SCHEDULED', 3: 'FINISHED', 4: 'FAILED', 5: 'KILLED' });

/** A run's id under either of its names. */
export const ofRun = z.object({ run_id: text.optional(), run_uuid: text.optional() });
type OfRun = z.output<typeof ofRun>;

/** @throws MlflowError where neither name is given, or no run can have that id */
export function runIdOf({ run_id, run_uuid }: OfRun): string {
  const id = run_id || run_uuid;
  if (!id)
    throw invalidParameter(
      "Missing value for required parameter 'run_id'. See the API docs for more information about request parameters.",
    );
  if (!isRunId(id)) throw doesNotExist(`Run with id=${id} not found`);
  return id;
}

/** @throws MlflowError where there is no such run */
export async function requireRun(id: string): Promise<RunRecord> {
  const run = await runRecord(id);
  if (!run) throw doesNotExist(`Run with id=${id} not found`);
  return run;
}

export const runOperations = [
  operation(
    'POST',
    '/runs/create',
    z.object({
      experiment_id: text.default(''),
      user_id: text.optional(),
      run_name: text.optional(),
      start_time: int64.default(0),
      tags: pairs.optional(),
    }),
    async ({ experiment_id, user_id: userId, run_name, start_time: startTime, tags }) => {
      const id = experimentId(experiment_id || '0');
      const tagged = record(tags);
      const nameTag = tagged['mlflow.runName'];
      if (run_name && nameTag && run_name !== nameTag) {
        throw invalidParameter(
          `Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='${run_name}', mlflow.runName='${nameTag}').`,
        );
      }
      const name = run_name || nameTag || randomName();
      const run = await aboutExperiment(id, () => startRun({ experimentId: id, name, userId, startTime, tags: tagged }));
      const { outputs: _, ...begun } = toRun(await requireRun(run)) as { outputs?: unknown };
      return { run: begun };
    },
  ),
  operation('GET', '/runs/get', ofRun, async (given) => ({ run: toRun(await requireRun(runIdOf(given))) })),
  operation(
    'POST',
    '/runs/update',
    ofRun.extend({ status: runStatus.optional(), end_time: int64.optional(), run_name: text.optional() }),
    async ({ status, end_time: endTime, run_name: name, ...given }) => {
      const id = runIdOf(given);
      await aboutRun(id, () => updateRun(id, { status, endTime, name }));
      return { run_info: toRunInfo(await requireRun(id)) };
    },
  ),
  operation('POST', '/runs/delete', ofRun, async (given) => {
    const id = runIdOf(given);
    await aboutRun(id, () => deleteRun(id));
    return done;
  }),
  operation('POST', '/runs/restore', ofRun, async (given) => {
    const id = runIdOf(given);
    await aboutRun(id, () => restoreRun(id));
    return done;
  }),
  operation(
    'POST',
    '/runs/search',
    z.object({
      experiment_ids: texts.default([]),
      filter: text.optional(),
      run_view_type: viewType.default('ACTIVE_ONLY'),
      max_results: count.default(1000),
      order_by: texts.optional(),
      page_token: text.optional(),
    }),
    async ({ experiment_ids, filter, run_view_type, max_results: limit, order_by: orderBy, page_token: pageToken }) => {
      if (limit > limits.results) {
        throw invalidParameter(
          `Invalid value ${limit} for parameter 'max_results' supplied:  Hint: Value was of type 'int'. See the API docs for more information about request parameters.`,
        );
      }
      checkMaxResults(limit, limits.results);
      const search = { experimentIds: experimentIds(experiment_ids), filter, orderBy, limit, pageToken, view: views[run_view_type] };
      const { runs, nextToken } = await searchRuns(search);
      if (runs.length === 0) return { next_page_token: nextToken };
      const writer = new RunWriter();
      const rest = nextToken === undefined ? '' : `,"next_page_token":${JSON.stringify(nextToken)}`;
      return new WrittenJson(`{"runs":[${runs.map((run) => writer.write(run)).join(',')}]${rest}}`);
    },
  ),
  operation('POST', '/runs/delete-tag', ofRun.extend({ key: requiredText }), async ({ key, ...given }) => {
    const id = runIdOf(given);
    try {
      await aboutRun(id, () => deleteTag(id, key));
    } catch (error) {
      if (error instanceof AlmanacError && error.errors[0]?.path === 'key')
        throw doesNotExist(`No tag with name: ${key} in run with id ${id}`);
      throw error;
    }
    return done;
  }),
];
