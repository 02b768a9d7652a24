import { versionRecord, versionRecordByAlias } from '@/lib/registry/service';
import { isRunId } from '@/lib/tracking/runs';
import { getLoggedModel, runRecord } from '@/lib/tracking/service';
import { doesNotExist, invalidParameter } from './error';

export interface ResolvedSource {
  source: string;
  /** Where the files are, where the source names another model. */
  storageUri?: string;
  runId?: string;
  modelId?: string;
}

interface Claimed {
  runId?: string | undefined;
  modelId?: string | undefined;
  isPrompt: boolean;
}

/**
 * What a new version is made of. A source within a run or a logged model must be of the one that is named with it, and one that
 * names another registered version takes over where that one came from.
 * @throws MlflowError
 */
export async function resolveSource(source: string, { runId, modelId, isPrompt }: Claimed): Promise<ResolvedSource> {
  if (isPrompt) return { source, ...(runId && { runId: await knownRun(runId) }) };
  if (/^models:\/(?!\/)/.test(source) && !source.startsWith('models:/m-')) return ofVersion(source, { runId, modelId });
  if (modelId) return ofLoggedModel(source, modelId, runId);
  refuseRelative(source);
  if (isLocal(source)) {
    throw invalidParameter(
      `Invalid model version source: '${source}'. To use a local path as a model version source, the run_id request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the run_id.`,
    );
  }
  if (source.startsWith('models:')) throw mustIdentify(source, 'model_id');
  const run = /^runs:\/([^/]+)(?:\/|$)/.exec(source)?.[1];
  if (source.startsWith('runs:')) {
    if (!run || run !== runId) throw mustIdentify(source, 'run_id');
    return { source, runId: await knownRun(run) };
  }
  if (source.startsWith('mlflow-artifacts:')) {
    const found = runId && isRunId(runId) ? await runRecord(runId) : undefined;
    if (!found || !isWithin(source, found.artifactUri)) throw mustIdentify(source, 'run_id');
    return { source, runId };
  }
  return { source, runId: runId ? await knownRun(runId) : undefined };
}

async function ofLoggedModel(source: string, modelId: string, runId: string | undefined): Promise<ResolvedSource> {
  refuseRelative(source);
  const named = /^models:\/(m-[^/]+)$/.exec(source)?.[1];
  if (source.startsWith('models:') && named !== modelId) throw mustIdentify(source, 'model_id');
  if (source.startsWith('runs:') || isLocal(source)) throw mustIdentify(source, 'model_id');
  const model = await getLoggedModel(modelId).catch(() => {
    throw named || source.startsWith('mlflow-artifacts:')
      ? mustIdentify(source, 'model_id')
      : doesNotExist(`Logged model with ID '${modelId}' not found.`);
  });
  if (source.startsWith('mlflow-artifacts:') && !isWithin(source, model.artifactUri)) throw mustIdentify(source, 'model_id');
  return {
    source,
    modelId,
    ...(named && { storageUri: model.artifactUri }),
    runId: runId || model.runId || undefined,
  };
}

/** `models:/name/3` or `models:/name@champion`. */
async function ofVersion(source: string, claimed: { runId?: string | undefined; modelId?: string | undefined }): Promise<ResolvedSource> {
  const [, name, number, alias] = /^models:\/([^/@]+)(?:\/(\d{1,9})|@([^/@]+))$/.exec(source) ?? [];
  if (!name) throw mustIdentify(source, 'model_id');
  const other = number ? await versionRecord(name, Number(number)) : await versionRecordByAlias(name, alias as string);
  if (!other)
    throw doesNotExist(number ? `Model Version (name=${name}, version=${number}) not found` : `Registered model alias ${alias} not found.`);
  const differs = (given: string | undefined, own: string | null) => given !== undefined && given !== (own ?? '');
  if (differs(claimed.runId, other.runId) || differs(claimed.modelId, other.modelId)) {
    throw invalidParameter(
      `Invalid model version source: '${source}'. The run_id and model_id request parameters must match the referenced model version.`,
    );
  }
  return {
    source: `models:/${name}/${other.version}`,
    storageUri: other.storageUri ?? other.source,
    runId: other.runId ?? undefined,
    modelId: other.modelId ?? undefined,
  };
}

/** Ids that cannot be a run's are not kept: nothing would ever be found by them. */
async function knownRun(runId: string): Promise<string | undefined> {
  return isRunId(runId) ? runId : undefined;
}

function mustIdentify(source: string, field: 'run_id' | 'model_id'): Error {
  return invalidParameter(
    `Invalid model version source: '${source}'. The ${field} request parameter must identify the resource that contains the source.`,
  );
}

function isLocal(source: string): boolean {
  return source.startsWith('file:') || !/^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(source);
}

function isWithin(source: string, root: string): boolean {
  const parts = (uri: string) =>
    uri
      .replace(/^mlflow-artifacts:\/*/, '')
      .split('/')
      .filter(Boolean);
  const [own, above] = [parts(source), parts(root)];
  return above.every((part, index) => own[index] === part);
}

function refuseRelative(source: string): void {
  let plain = source;
  for (let before = ''; before !== plain; ) {
    before = plain;
    try {
      plain = decodeURIComponent(plain);
    } catch {
      break;
    }
  }
  if (!plain.split('/').includes('..') && !plain.includes('\0')) return;
  throw invalidParameter(
    `Invalid model version source: '${source}'. If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path references present. Please provide an absolute path.`,
  );
}
