import { z } from 'zod';
import {
  linkModels,
  logBatch,
  logInputs,
  logModelMetrics,
  logParams,
  type ModelMetricPoint,
  ParameterConflict,
  setTags,
} from '@/lib/tracking/service';
import { aboutRun } from './about';
import { doesNotExist, invalidParameter } from './error';
import { double, int64, requiredText, text } from './fields';
import { done, operation } from './operation';
import { ofRun, requireRun, runIdOf } from './runs';
import { checkKey, checkLength, checkRunId, invalidValue, limits, truncated } from './validation';

const metric = z.object({
  key: requiredText,
  value: double,
  timestamp: int64,
  step: int64.default(0),
  model_id: text.optional(),
  dataset_name: text.optional(),
  dataset_digest: text.optional(),
});
type Metric = z.output<typeof metric>;

function checkMetric({ key, value, timestamp }: Metric, path: string): void {
  checkKey(key, `${path}name`);
  if (timestamp < 0) {
    throw invalidValue(
      `${path}timestamp`,
      Number(timestamp),
      `metric '${key}' (value=${Number.isInteger(value) ? value.toFixed(1) : value}). Timestamp must be a nonnegative long (64-bit integer) `,
    );
  }
  checkLength('Metric name', key, limits.entityKey);
}

/** Parameters as they are kept. */
function params(given: { key: string; value: string }[], path: (index: number) => string): Record<string, string> {
  const entries = given.map(({ key, value }, index): [string, string] => {
    checkKey(key, `${path(index)}key`);
    checkLength('Param key', key, limits.entityKey);
    return [key, truncated(value, limits.paramValue)];
  });
  return Object.fromEntries(entries);
}

/** Tags as they are kept. */
function tags(given: { key: string; value: string }[], path: (index: number) => string): Record<string, string> {
  const entries = given.map(({ key, value }, index): [string, string] => {
    checkKey(key, `${path(index)}key`);
    checkLength(`${path(index)}key`, key, limits.entityKey);
    return [key, truncated(value, limits.tagValue)];
  });
  return Object.fromEntries(entries);
}

function checkBatch(kind: string, size: number, most: number): void {
  if (size <= most) return;
  throw invalidParameter(
    `A batch logging request can contain at most ${most} ${kind}. Got ${size} ${kind}. Please split up ${kind} across multiple requests and try again.`,
  );
}

async function settingParams(one: boolean, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ParameterConflict)) throw error;
    const { runId, differing } = error;
    const [first] = differing;
    if (one && first) {
      throw invalidParameter(
        `Changing param values is not allowed. Param with key='${first.key}' was already logged with value='${first.value}' for run ID='${runId}'. Attempted logging new value '${first.wanted}'.`,
      );
    }
    const told = differing
      .map(({ key, value, wanted }) => `{'key': '${key}', 'old_value': '${value}', 'new_value': '${wanted}'}`)
      .join(', ');
    throw invalidParameter(`Changing param values is not allowed. Params were already logged='[${told}]' for run ID='${runId}'.`);
  }
}

/** Figures of logged models among the points of a run. */
function modelMetrics(metrics: Metric[]): ModelMetricPoint[] {
  return metrics.flatMap(({ model_id: modelId, dataset_name, dataset_digest, ...point }) =>
    modelId ? [{ ...point, modelId, datasetName: dataset_name || undefined, datasetDigest: dataset_digest || undefined }] : [],
  );
}

async function log(
  id: string,
  metrics: Metric[],
  given: { params?: Record<string, string>; tags?: Record<string, string> } = {},
): Promise<void> {
  await settingParams(false, () => aboutRun(id, () => logBatch(id, { metrics, ...given })));
  await logModelMetrics(id, modelMetrics(metrics));
}

const dataset = z.object({
  name: requiredText,
  digest: requiredText,
  source_type: text.default(''),
  source: text.default(''),
  schema: text.optional(),
  profile: text.optional(),
});

function checkDataset({ name, digest, source, schema, profile }: z.output<typeof dataset>): void {
  checkLength('name', name, limits.datasetName);
  checkLength('digest', digest, limits.datasetDigest);
  checkLength('source', source, limits.datasetSource);
  checkLength('schema', schema, limits.datasetSchema);
  checkLength('profile', profile, limits.datasetProfile);
}

const inputTag = z.object({ key: text.default(''), value: text.default('') });
const modelInput = z.object({ model_id: requiredText });
const pair = z.object({ key: requiredText, value: text.default('') });

async function linking(role: 'input' | 'output', id: string, models: { model_id: string; step?: number | bigint }[]): Promise<void> {
  if (models.length === 0) return;
  try {
    await aboutRun(id, () =>
      linkModels(
        id,
        role,
        models.map(({ model_id: modelId, step }) => ({ modelId, step })),
      ),
    );
  } catch (error) {
    if ((error as { errors?: { path: string }[] }).errors?.[0]?.path === 'modelId') throw doesNotExist((error as Error).message);
    throw error;
  }
}

export const loggingOperations = [
  operation('POST', '/runs/log-metric', ofRun.extend(metric.shape), async ({ run_id, run_uuid, ...point }) => {
    const id = runIdOf({ run_id, run_uuid });
    checkMetric(point, '');
    await log(id, [point]);
    return done;
  }),
  operation('POST', '/runs/log-parameter', ofRun.extend(pair.shape), async ({ key, value, ...given }) => {
    const id = runIdOf(given);
    const checked = params([{ key, value }], () => '');
    await settingParams(true, () => aboutRun(id, () => logParams(id, checked)));
    return done;
  }),
  operation('POST', '/runs/set-tag', ofRun.extend(pair.shape), async ({ key, value, ...given }) => {
    const id = runIdOf(given);
    const checked = tags([{ key, value }], () => '');
    await aboutRun(id, () => setTags(id, checked));
    return done;
  }),
  operation(
    'POST',
    '/runs/log-batch',
    z.object({
      run_id: requiredText,
      metrics: z.array(metric).default([]),
      params: z.array(pair).default([]),
      tags: z.array(pair).default([]),
    }),
    async ({ run_id, metrics, ...given }) => {
      checkRunId(run_id);
      metrics.forEach((point, index) => {
        checkMetric(point, `metrics[${index}].`);
      });
      const batch = { params: params(given.params, (k) => `params[${k}].`), tags: tags(given.tags, (k) => `tags[${k}].`) };
      checkBatch('metrics', metrics.length, limits.metricsPerBatch);
      checkBatch('params', given.params.length, limits.paramsPerBatch);
      checkBatch('tags', given.tags.length, limits.tagsPerBatch);
      checkBatch('metrics, params, and tags', metrics.length + given.params.length + given.tags.length, limits.entitiesPerBatch);
      const keys = given.params.map(({ key }) => key);
      const doubled = keys.filter((key, index) => keys.indexOf(key) !== index);
      if (doubled.length > 0) {
        throw invalidParameter(
          `Duplicate parameter keys have been submitted: [${doubled.map((key) => `'${key}'`).join(', ')}]. Please ensure the request contains only one param value per param key.`,
        );
      }
      await log(runIdOf({ run_id }), metrics, batch);
      return done;
    },
  ),
  operation(
    'POST',
    '/runs/log-inputs',
    z.object({
      run_id: requiredText,
      datasets: z.array(z.object({ tags: z.array(inputTag).default([]), dataset })).default([]),
      models: z.array(modelInput).default([]),
    }),
    async ({ run_id, datasets, models }) => {
      checkRunId(run_id);
      for (const { dataset: data, tags: tagged } of datasets) {
        checkDataset(data);
        for (const { key, value } of tagged) {
          checkLength('key', key, limits.inputTagKey);
          checkLength('value', value, limits.inputTagValue);
        }
      }
      const id = runIdOf({ run_id });
      const inputs = datasets.map(({ dataset: { source_type: sourceType, ...data }, tags: tagged }) => ({
        ...data,
        sourceType,
        tags: Object.fromEntries(tagged.map(({ key, value }) => [key, value])),
      }));
      await aboutRun(id, () => logInputs(id, inputs));
      await linking('input', id, models);
      return done;
    },
  ),
  operation(
    'POST',
    '/runs/outputs',
    z.object({ run_id: requiredText, models: z.array(modelInput.extend({ step: int64.default(0) })) }),
    async ({ run_id, models }) => {
      const id = runIdOf({ run_id });
      if (models.length === 0) await requireRun(id);
      await linking('output', id, models);
      return done;
    },
  ),
  operation(
    'POST',
    '/runs/log-model',
    z.object({ run_id: requiredText, model_json: requiredText }),
    async ({ run_id, model_json: json }) => {
      const id = runIdOf({ run_id });
      const model = modelOf(json);
      const run = await requireRun(id);
      const former = run.tags.find(({ key }) => key === loggedModelsTag)?.value;
      const value = JSON.stringify([...(former ? (JSON.parse(former) as unknown[]) : []), tagOf(model)]);
      const checked = tags([{ key: loggedModelsTag, value }], () => '');
      await aboutRun(id, () => setTags(id, checked));
      return done;
    },
  ),
];

const loggedModelsTag = 'mlflow.log-model.history';

/** A model's description as clients of old send it. */
function modelOf(json: string): Record<string, unknown> {
  let model: unknown;
  try {
    model = JSON.parse(json);
  } catch {
    throw invalidParameter(`Malformed model info. \n ${json} \n is not a valid JSON.`);
  }
  if (model === null || typeof model !== 'object') throw invalidParameter(`Malformed model info. \n ${json} \n is not a valid JSON.`);
  const missing = ['artifact_path', 'flavors', 'utc_time_created', 'run_id'].filter((field) => !Object.hasOwn(model, field));
  if (missing.length > 0)
    throw invalidParameter(`Model json is missing mandatory fields: {${missing.map((field) => `'${field}'`).join(', ')}}`);
  return model as Record<string, unknown>;
}

/** What of it is kept in the run's tag: its own file tells the rest. */
function tagOf({ run_id, utc_time_created, artifact_path, model_uuid = null, flavors }: Record<string, unknown>): Record<string, unknown> {
  const short = (flavor: unknown) => {
    if (flavor === null || typeof flavor !== 'object') return flavor;
    const { config: _, ...rest } = flavor as Record<string, unknown>;
    return rest;
  };
  const own = Object.entries((flavors ?? {}) as Record<string, unknown>).map(([name, flavor]) => [name, short(flavor)]);
  return { run_id, utc_time_created, artifact_path, model_uuid, flavors: Object.fromEntries(own) };
}
