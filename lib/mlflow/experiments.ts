import { z } from 'zod';
import { AlmanacError } from '@/lib/errors';
import {
  deleteExperiment,
  deleteExperimentTag,
  experimentRecord,
  openExperiment,
  renameExperiment,
  restoreExperiment,
  searchExperiments,
  setExperimentTag,
} from '@/lib/tracking/service';
import { aboutExperiment, aboutName } from './about';
import { checkArtifactLocation } from './artifact-location';
import { doesNotExist, invalidParameter, MlflowError } from './error';
import { count, enumeration, pairs, record, requiredText, text, texts } from './fields';
import { done, operation } from './operation';
import { checkKey, checkLength, checkMaxResults, experimentId, limits } from './validation';

type Found = NonNullable<Awaited<ReturnType<typeof experimentRecord>>>;

export const viewType = enumeration({ 1: 'ACTIVE_ONLY', 2: 'DELETED_ONLY', 3: 'ALL' });
export const views = { ACTIVE_ONLY: 'active', DELETED_ONLY: 'deleted', ALL: 'all' } as const;

function toExperiment({ id, name, artifactLocation, lifecycleStage, creationTime, lastUpdateTime, tags }: Found): object {
  return {
    experiment_id: String(id),
    name,
    artifact_location: artifactLocation,
    lifecycle_stage: lifecycleStage,
    last_update_time: lastUpdateTime,
    creation_time: creationTime,
    ...(tags.length > 0 && { tags }),
  };
}

const byId = z.object({ experiment_id: requiredText });

function checkTag(key: string, value: string): void {
  checkKey(key, 'key');
  checkLength('key', key, limits.entityKey);
  checkLength('value', value, limits.experimentTagValue);
}

function checkName(name: string): void {
  checkLength('name', name, limits.experimentName);
}

/** Deleting what is deleted, and restoring what is not, finds nothing there. */
async function withStage(id: number, work: () => Promise<void>): Promise<object> {
  await aboutExperiment(id, work);
  return done;
}

export const experimentOperations = [
  operation(
    'POST',
    '/experiments/create',
    z.object({ name: requiredText, artifact_location: text.optional(), tags: pairs.optional() }),
    async ({ name, artifact_location: artifactLocation, tags }) => {
      checkName(name);
      for (const { key, value } of tags ?? []) checkTag(key, value);
      if (artifactLocation) checkArtifactLocation(artifactLocation);
      const id = await aboutName(`Experiment(name=${name}) already exists.`, () =>
        openExperiment(name, { artifactLocation: artifactLocation || undefined, tags: record(tags) }),
      );
      return { experiment_id: String(id) };
    },
  ),
  operation('GET', '/experiments/get', byId, async ({ experiment_id }) => {
    const id = experimentId(experiment_id);
    const found = await experimentRecord({ id });
    if (!found) throw doesNotExist(`No Experiment with id=${id < 0 ? experiment_id : id} exists`);
    return { experiment: toExperiment(found) };
  }),
  operation('GET', '/experiments/get-by-name', z.object({ experiment_name: requiredText }), async ({ experiment_name: name }) => {
    const found = await experimentRecord({ name });
    if (!found) throw doesNotExist(`Could not find experiment with name '${name}'`);
    return { experiment: toExperiment(found) };
  }),
  operation(
    ['POST', 'GET'],
    '/experiments/search',
    z.object({
      max_results: count.default(0),
      page_token: text.optional(),
      filter: text.optional(),
      order_by: texts.optional(),
      view_type: viewType.default('ACTIVE_ONLY'),
    }),
    async ({ max_results: limit, page_token: pageToken, filter, order_by: orderBy, view_type }) => {
      checkMaxResults(limit, limits.results);
      const { experiments, nextToken } = await searchExperiments({ filter, orderBy, limit, pageToken, view: views[view_type] });
      return { ...(experiments.length > 0 && { experiments: experiments.map(toExperiment) }), next_page_token: nextToken };
    },
  ),
  operation('POST', '/experiments/delete', byId, async ({ experiment_id }) => {
    const id = experimentId(experiment_id);
    return withStage(id, () => deleteExperiment(id));
  }),
  operation('POST', '/experiments/restore', byId, async ({ experiment_id }) => {
    const id = experimentId(experiment_id);
    return withStage(id, () => restoreExperiment(id));
  }),
  operation('POST', '/experiments/update', byId.extend({ new_name: requiredText }), async ({ experiment_id, new_name: name }) => {
    checkName(name);
    const id = experimentId(experiment_id);
    try {
      await aboutName(`Experiment(name=${name}) already exists.`, () => renameExperiment(id, name));
    } catch (error) {
      if (!(error instanceof AlmanacError) || error.errors[0]?.path !== 'experimentId') throw error;
      if (error.code === 'conflict') throw new MlflowError('INVALID_STATE', 'Cannot rename a non-active experiment.');
      throw doesNotExist(`No Experiment with id=${id} exists`);
    }
    return done;
  }),
  operation(
    'POST',
    '/experiments/set-experiment-tag',
    byId.extend({ key: requiredText, value: text.default('') }),
    async ({ experiment_id, key, value }) => {
      checkTag(key, value);
      const id = experimentId(experiment_id);
      return withStage(id, () => setExperimentTag(id, key, value));
    },
  ),
  operation('POST', '/experiments/delete-experiment-tag', byId.extend({ key: requiredText }), async ({ experiment_id, key }) => {
    const id = experimentId(experiment_id);
    try {
      return await withStage(id, () => deleteExperimentTag(id, key));
    } catch (error) {
      if (error instanceof AlmanacError && error.errors[0]?.path === 'key')
        throw doesNotExist(`No tag with name: ${key} in experiment with id ${experiment_id}`);
      throw error;
    }
  }),
];

/** Ids of experiments as messages have them. */
export function experimentIds(given: string[]): number[] {
  if (given.length > 10_000) throw invalidParameter(`A search is of at most 10000 experiments; ${given.length} were named.`);
  return given.map(experimentId);
}
