import { z } from 'zod';
import {
  createVersion,
  deleteVersion,
  deleteVersionTag,
  describeVersion,
  moveToStage,
  type Stage,
  searchVersions,
  setVersionTag,
  type VersionRecord,
  versionRecord,
} from '@/lib/registry/service';
import { getLoggedModel, setLoggedModelTags } from '@/lib/tracking/service';
import { aboutModel } from './about';
import { doesNotExist, invalidParameter } from './error';
import { count, flag, pairs, record, requiredText, text, texts } from './fields';
import { resolveSource } from './model-source';
import { done, operation } from './operation';
import { canonicalStage, checkRegistryTag } from './registered-models';
import { toModelVersion } from './registry-messages';
import { checkKey, checkModelName, modelVersion } from './validation';

const ofVersion = z.object({ name: requiredText, version: requiredText });
const mostResults = 200_000;

/** @throws MlflowError where there is no such version, or none can have that name or number */
async function requireVersion(name: string, version: string): Promise<VersionRecord> {
  checkModelName(name);
  const found = await versionRecord(name, modelVersion(version));
  if (!found) throw doesNotExist(`Model Version (name=${name}, version=${version}) not found`);
  return found;
}

async function answer(name: string, version: number): Promise<object> {
  return { model_version: toModelVersion(await requireVersion(name, String(version))) };
}

/** Tells a logged model which versions were made of it. */
async function noteVersion(modelId: string, name: string, version: number): Promise<void> {
  const { tags } = await getLoggedModel(modelId);
  const former = tags['mlflow.modelVersions'];
  const versions = [...(former ? (JSON.parse(former) as object[]) : []), { name, version }];
  // As Python writes it, since that is what clients compare.
  const json = `[${versions
    .map(
      (one) =>
        `{${Object.entries(one)
          .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
          .join(', ')}}`,
    )
    .join(', ')}]`;
  await setLoggedModelTags(modelId, { 'mlflow.modelVersions': json });
}

export const modelVersionOperations = [
  operation(
    'POST',
    '/model-versions/create',
    z.object({
      name: requiredText,
      source: requiredText,
      run_id: text.optional(),
      tags: pairs.default([]),
      run_link: text.optional(),
      description: text.optional(),
      model_id: text.optional(),
    }),
    async ({ name, source: given, run_id, tags, run_link: runLink, description, model_id }) => {
      const isPrompt = tags.some(({ key, value }) => key === 'mlflow.prompt.is_prompt' && value.toLowerCase() === 'true');
      const { source, storageUri, runId, modelId } = await resolveSource(given, { runId: run_id, modelId: model_id, isPrompt });
      checkModelName(name);
      for (const { key, value } of tags) checkRegistryTag(key, value);
      const version = await aboutModel(name, undefined, () =>
        createVersion({ name, source, storageUri, runId, modelId, runLink, description, tags: record(tags) }),
      );
      if (modelId) await noteVersion(modelId, name, version);
      return answer(name, version);
    },
  ),
  operation('GET', '/model-versions/get', ofVersion, async ({ name, version }) => ({
    model_version: toModelVersion(await requireVersion(name, version)),
  })),
  operation(
    'PATCH',
    '/model-versions/update',
    ofVersion.extend({ description: text.default('') }),
    async ({ name, version, description }) => {
      const found = await requireVersion(name, version);
      await aboutModel(name, version, () => describeVersion(name, found.version, description));
      return answer(name, found.version);
    },
  ),
  operation(
    'POST',
    '/model-versions/transition-stage',
    ofVersion.extend({ stage: requiredText, archive_existing_versions: flag.default(false) }),
    async ({ name, version, stage, archive_existing_versions: archive }) => {
      const wanted = canonicalStage(stage);
      if (archive && wanted !== 'Staging' && wanted !== 'Production') {
        throw invalidParameter(
          `Model version transition cannot archive existing model versions because '${stage}' is not an Active stage. Valid stages are ['Staging', 'Production']`,
        );
      }
      const found = await requireVersion(name, version);
      await aboutModel(name, version, () => moveToStage(name, found.version, wanted as Stage, { archive }));
      return answer(name, found.version);
    },
  ),
  operation('DELETE', '/model-versions/delete', ofVersion, async ({ name, version }, { principal }) => {
    const number = modelVersion(version);
    checkModelName(name);
    const note = { reason: 'its version was deleted by a client of MLflow', actor: `mlflow (${principal})` };
    await aboutModel(name, number, () => deleteVersion(name, number, note));
    return done;
  }),
  operation(
    'GET',
    '/model-versions/get-download-uri',
    z.object({ name: text.default(''), version: text.default('') }),
    async ({ name, version }) => {
      const { storageUri, source } = await requireVersion(name, version);
      return { artifact_uri: storageUri ?? source };
    },
  ),
  operation(
    'GET',
    '/model-versions/search',
    z.object({ filter: text.optional(), max_results: count.default(mostResults), order_by: texts.optional(), page_token: text.optional() }),
    async ({ filter, max_results: limit, order_by: orderBy, page_token: pageToken }) => {
      if (limit > mostResults) {
        throw invalidParameter(
          `Invalid value "${limit}" for parameter 'max_results' supplied:  Hint: Value was of type 'str'. See the API docs for more information about request parameters.`,
        );
      }
      if (limit < 1) throw invalidParameter(`Invalid value for max_results. It must be a positive integer, but got ${limit}`);
      const { versions, nextToken } = await searchVersions({ filter, orderBy, limit, pageToken });
      return {
        ...(versions.length > 0 && { model_versions: versions.map((version) => toModelVersion(version, { aliases: false })) }),
        next_page_token: nextToken,
      };
    },
  ),
  operation(
    'POST',
    '/model-versions/set-tag',
    ofVersion.extend({ key: requiredText, value: text.default('') }),
    async ({ name, version, key, value }) => {
      checkModelName(name);
      const number = modelVersion(version);
      checkRegistryTag(key, value);
      await aboutModel(name, number, () => setVersionTag(name, number, key, value));
      return done;
    },
  ),
  operation('DELETE', '/model-versions/delete-tag', ofVersion.extend({ key: requiredText }), async ({ name, version, key }) => {
    checkModelName(name);
    const number = modelVersion(version);
    checkKey(key, 'key');
    await aboutModel(name, number, () => deleteVersionTag(name, number, key));
    return done;
  }),
];
