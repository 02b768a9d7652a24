import { z } from 'zod';
import { AlmanacError } from '@/lib/errors';
import {
  createLoggedModel,
  deleteLoggedModel,
  deleteLoggedModelTag,
  finalizeLoggedModel,
  getLoggedModel,
  logLoggedModelParams,
  searchLoggedModels,
  setLoggedModelTags,
} from '@/lib/tracking/service';
import { aboutExperiment, aboutLoggedModel } from './about';
import { doesNotExist, invalidParameter } from './error';
import { experimentIds } from './experiments';
import { count, enumeration, flag, pairs, record, requiredText, text, texts } from './fields';
import { toLoggedModel } from './messages';
import { done, operation } from './operation';
import { randomName } from './random-name';
import { experimentId } from './validation';

const status = enumeration({ 1: 'LOGGED_MODEL_PENDING', 2: 'LOGGED_MODEL_READY', 3: 'LOGGED_MODEL_UPLOAD_FAILED' });
const kept = { LOGGED_MODEL_PENDING: 'PENDING', LOGGED_MODEL_READY: 'READY', LOGGED_MODEL_UPLOAD_FAILED: 'UPLOAD_FAILED' } as const;
const ofModel = z.object({ model_id: text });
const mostResults = 1000;

function checkName(name: string): void {
  if (!/[/:.%"']/.test(name)) return;
  throw invalidParameter(
    `Invalid model name ('${name}') provided. Model name must be a non-empty string and cannot contain the following characters: ('/', ':', '.', '%', '"', "'")`,
  );
}

const dataset = z.object({ dataset_name: text.optional(), dataset_digest: text.optional() });

/** Where a page of this very search ends; another search's token is refused. */
interface Position {
  experiment_ids: string[];
  filter_string: string | null;
  order_by: object[] | null;
  offset: number;
}

function writeToken(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64');
}

function readToken(token: string, search: Omit<Position, 'offset'>): number {
  let position: Partial<Position> | null;
  try {
    position = JSON.parse(Buffer.from(token, 'base64').toString('utf8')) as Partial<Position> | null;
  } catch (error) {
    throw invalidParameter(`Invalid page token: ${token}. ${(error as Error).message}`);
  }
  const differs = (given: unknown, wanted: unknown) => JSON.stringify(given ?? null) !== JSON.stringify(wanted ?? null);
  if (differs(position?.experiment_ids, search.experiment_ids))
    throw invalidParameter('Experiment IDs in the page token do not match the requested experiment IDs.');
  if (differs(position?.filter_string, search.filter_string)) {
    throw invalidParameter(
      `Filter string in the page token does not match the requested filter string. Expected: ${search.filter_string ?? 'None'}. Found: ${position?.filter_string ?? 'None'}`,
    );
  }
  if (differs(position?.order_by, search.order_by))
    throw invalidParameter('Order by in the page token does not match the requested order by.');
  const offset = position?.offset ?? 0;
  if (!Number.isSafeInteger(offset) || offset < 0 || offset > 2 ** 31 - 1) throw invalidParameter(`Invalid page token: ${token}.`);
  return offset;
}

export const loggedModelOperations = [
  operation(
    'POST',
    '/logged-models',
    z.object({
      experiment_id: requiredText,
      name: text.optional(),
      model_type: text.default(''),
      source_run_id: text.default(''),
      params: pairs.optional(),
      tags: pairs.optional(),
    }),
    async ({ experiment_id, name, model_type: modelType, source_run_id: runId, params, tags }) => {
      if (name) checkName(name);
      const id = experimentId(experiment_id);
      const model = await aboutExperiment(id, () =>
        createLoggedModel({
          experimentId: id,
          name: name || randomName(),
          modelType,
          runId: runId || undefined,
          params: record(params),
          tags: record(tags),
        }),
      );
      return { model: toLoggedModel(model) };
    },
  ),
  operation(
    'POST',
    '/logged-models/search',
    z.object({
      experiment_ids: texts.min(1),
      filter: text.optional(),
      datasets: z.array(dataset).default([]),
      max_results: count.default(50),
      order_by: z.array(z.object({ field_name: text.default(''), ascending: flag.default(true), ...dataset.shape })).default([]),
      page_token: text.optional(),
    }),
    async ({ experiment_ids, filter, datasets, max_results, order_by, page_token }) => {
      if (datasets.some(({ dataset_name }) => !dataset_name))
        throw invalidParameter('`dataset_name` in the `datasets` clause must be specified.');
      const search = { experiment_ids, filter_string: filter || null, order_by: order_by.length > 0 ? order_by : null };
      const offset = page_token ? readToken(page_token, search) : 0;
      const limit = Math.min(Math.max(1, max_results || 50), mostResults);
      const { models, more } = await searchLoggedModels({
        experimentIds: experimentIds(experiment_ids),
        filter,
        datasets: datasets.map(({ dataset_name, dataset_digest }) => ({
          name: dataset_name as string,
          digest: dataset_digest || undefined,
        })),
        orderBy: order_by.map(({ field_name, ascending, dataset_name, dataset_digest }) => ({
          field: field_name,
          ascending,
          datasetName: dataset_name || undefined,
          datasetDigest: dataset_digest || undefined,
        })),
        limit,
        offset,
      });
      return {
        ...(models.length > 0 && { models: models.map(toLoggedModel) }),
        ...(more && { next_page_token: writeToken({ ...search, offset: offset + limit }) }),
      };
    },
  ),
  operation(
    'GET',
    '/logged-models/{model_id}',
    ofModel.extend({ allow_deleted: text.optional() }),
    async ({ model_id: id, allow_deleted }) => {
      const deleted = allow_deleted?.toLowerCase() === 'true';
      return { model: toLoggedModel(await aboutLoggedModel(id, () => getLoggedModel(id, { deleted }))) };
    },
  ),
  operation('PATCH', '/logged-models/{model_id}', ofModel.extend({ status }), async ({ model_id: id, status: given }) => ({
    model: toLoggedModel(await aboutLoggedModel(id, () => finalizeLoggedModel(id, kept[given]))),
  })),
  operation('DELETE', '/logged-models/{model_id}', ofModel, async ({ model_id: id }) => {
    await aboutLoggedModel(id, () => deleteLoggedModel(id));
    return done;
  }),
  operation('POST', '/logged-models/{model_id}/params', ofModel.extend({ params: pairs.optional() }), async ({ model_id: id, params }) => {
    await aboutLoggedModel(id, () => logLoggedModelParams(id, record(params)));
    return done;
  }),
  operation('PATCH', '/logged-models/{model_id}/tags', ofModel.extend({ tags: pairs.optional() }), async ({ model_id: id, tags }) => {
    await aboutLoggedModel(id, () => setLoggedModelTags(id, record(tags)));
    return done;
  }),
  operation(
    'DELETE',
    '/logged-models/{model_id}/tags/{tag_key}',
    ofModel.extend({ tag_key: text }),
    async ({ model_id: id, tag_key: key }) => {
      try {
        await aboutLoggedModel(id, () => deleteLoggedModelTag(id, key));
      } catch (error) {
        if (error instanceof AlmanacError && error.errors[0]?.path === 'key')
          throw doesNotExist(`No tag with key '${key}' found for model with ID '${id}'.`);
        throw error;
      }
      return done;
    },
  ),
];
