import { z } from 'zod';
import {
  createModel,
  deleteModel,
  deleteModelTag,
  describeModel,
  type ModelRecord,
  modelRecord,
  removeAlias,
  renameModel,
  searchModels,
  setModelTag,
  versionRecordByAlias,
} from '@/lib/registry/service';
import { aboutModel, aboutName } from './about';
import { moveAlias } from './aliases';
import { doesNotExist, invalidParameter } from './error';
import { count, pairs, record, requiredText, text, texts } from './fields';
import { done, operation } from './operation';
import { toModelVersion, toRegisteredModel } from './registry-messages';
import { checkAlias, checkKey, checkLength, checkModelName, limits, modelVersion } from './validation';

const named = z.object({ name: requiredText });
const mostResults = 1000;

function checkTag(key: string, value: string): void {
  checkKey(key, 'key');
  checkLength('key', key, limits.entityKey);
  checkLength('value', value, limits.registryTagValue);
}

/** @throws MlflowError where there is no such model, or none can have that name */
async function requireModel(name: string): Promise<ModelRecord> {
  checkModelName(name);
  const model = await modelRecord(name);
  if (!model) throw doesNotExist(`Registered Model with name=${name} not found`);
  return model;
}

async function answer(name: string): Promise<object> {
  return { registered_model: toRegisteredModel(await requireModel(name)) };
}

function canonicalStage(stage: string): string {
  const found = ['None', 'Staging', 'Production', 'Archived'].find((one) => one.toLowerCase() === stage.toLowerCase());
  if (found) return found;
  throw invalidParameter(`Invalid Model Version stage: ${stage}. Value must be one of None, Staging, Production, Archived.`);
}

const ofAlias = named.extend({ alias: requiredText });

export const registeredModelOperations = [
  operation(
    'POST',
    '/registered-models/create',
    named.extend({ tags: pairs.default([]), description: text.optional() }),
    async ({ name, tags, description }) => {
      checkModelName(name);
      for (const { key, value } of tags) checkTag(key, value);
      await aboutName(`Registered Model (name=${name}) already exists.`, () => createModel(name, { description, tags: record(tags) }));
      return answer(name);
    },
  ),
  operation('GET', '/registered-models/get', named, async ({ name }) => answer(name)),
  operation('PATCH', '/registered-models/update', named.extend({ description: text.default('') }), async ({ name, description }) => {
    checkModelName(name);
    await aboutModel(name, undefined, () => describeModel(name, description));
    return answer(name);
  }),
  operation('POST', '/registered-models/rename', named.extend({ new_name: requiredText }), async ({ name, new_name: newName }) => {
    checkModelName(newName);
    checkModelName(name);
    await aboutName(`Registered Model (name=${newName}) already exists.`, () =>
      aboutModel(name, undefined, () => renameModel(name, newName)),
    );
    return answer(newName);
  }),
  operation('DELETE', '/registered-models/delete', named, async ({ name }) => {
    checkModelName(name);
    await aboutModel(name, undefined, () => deleteModel(name));
    return done;
  }),
  operation(
    'GET',
    '/registered-models/search',
    z.object({ filter: text.optional(), max_results: count.default(100), order_by: texts.optional(), page_token: text.optional() }),
    async ({ filter, max_results: limit, order_by: orderBy, page_token: pageToken }) => {
      if (limit > mostResults || limit < 0) {
        throw invalidParameter(
          `Invalid value "${limit}" for parameter 'max_results' supplied:  Hint: Value was of type 'str'. See the API docs for more information about request parameters.`,
        );
      }
      const { models, nextToken } = await searchModels({ filter, orderBy, limit, pageToken });
      return { ...(models.length > 0 && { registered_models: models.map(toRegisteredModel) }), next_page_token: nextToken };
    },
  ),
  operation(
    ['POST', 'GET'],
    '/registered-models/get-latest-versions',
    named.extend({ stages: texts.default([]) }),
    async ({ name, stages }) => {
      const { latestVersions } = await requireModel(name);
      const wanted = stages.map(canonicalStage);
      const versions = latestVersions.filter(({ stage }) => wanted.length === 0 || wanted.includes(stage));
      return versions.length > 0 ? { model_versions: versions.map((version) => toModelVersion(version)) } : {};
    },
  ),
  operation(
    'POST',
    '/registered-models/set-tag',
    named.extend({ key: requiredText, value: text.default('') }),
    async ({ name, key, value }) => {
      checkModelName(name);
      checkTag(key, value);
      await aboutModel(name, undefined, () => setModelTag(name, key, value));
      return done;
    },
  ),
  operation('DELETE', '/registered-models/delete-tag', named.extend({ key: requiredText }), async ({ name, key }) => {
    checkModelName(name);
    checkKey(key, 'key');
    await aboutModel(name, undefined, () => deleteModelTag(name, key));
    return done;
  }),
  operation(
    'POST',
    '/registered-models/alias',
    ofAlias.extend({ version: requiredText }),
    async ({ name, alias, version }, { principal }) => {
      checkModelName(name);
      checkAlias(alias);
      if (alias.toLowerCase() === 'latest') throw invalidParameter("'latest' alias name (case insensitive) is reserved.");
      if (/^[vV]\d+$/.test(alias)) throw invalidParameter(`Version alias name '${alias}' is reserved.`);
      const number = modelVersion(version);
      await aboutModel(name, number, () => moveAlias({ name, alias, version: number }, principal));
      return done;
    },
  ),
  operation('DELETE', '/registered-models/alias', ofAlias, async ({ name, alias }, { principal }) => {
    checkModelName(name);
    checkAlias(alias);
    const note = { reason: 'removed by a client of MLflow', actor: `mlflow (${principal})` };
    await aboutModel(name, undefined, () => removeAlias(name, alias, note));
    return done;
  }),
  operation('GET', '/registered-models/alias', ofAlias, async ({ name, alias }) => {
    checkAlias(alias);
    const { latestVersions } = await requireModel(name);
    if (alias.toLowerCase() === 'latest') {
      const newest = latestVersions.at(-1);
      if (!newest) throw doesNotExist(`Latest version not found for model ${name}.`);
      return { model_version: toModelVersion(newest) };
    }
    const version = await versionRecordByAlias(name, alias);
    if (!version) throw invalidParameter(`Registered model alias ${alias} not found.`);
    return { model_version: toModelVersion(version) };
  }),
];

export { canonicalStage, checkTag as checkRegistryTag };
