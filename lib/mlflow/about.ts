import { AlmanacError } from '@/lib/errors';
import { doesNotExist, invalidParameter, MlflowError } from './error';

/** Turns a failure of ours into the one that MLflow's server answers with there; others pass. */
type Telling = (error: AlmanacError, path: string) => MlflowError | undefined;

async function telling<Result>(work: () => Promise<Result>, tell: Telling): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AlmanacError) throw tell(error, error.errors[0]?.path ?? '') ?? error;
    throw error;
  }
}

/** Work on a run: it may not be there, or be deleted. */
export function aboutRun<Result>(runId: string, work: () => Promise<Result>): Promise<Result> {
  return telling(work, ({ code }, path) => {
    if (path !== 'runId') return undefined;
    if (code === 'not_found') return doesNotExist(`Run with id=${runId} not found`);
    return code === 'conflict' ? invalidParameter(`The run ${runId} must be in the 'active' state. Current state is deleted.`) : undefined;
  });
}

/** Work on an experiment: it may not be there, or be deleted. */
export function aboutExperiment<Result>(id: number, work: () => Promise<Result>): Promise<Result> {
  return telling(work, ({ code }, path) => {
    if (path !== 'experimentId') return undefined;
    if (code === 'not_found') return doesNotExist(`No Experiment with id=${id} exists`);
    return code === 'conflict'
      ? invalidParameter(`The experiment ${id} must be in the 'active' state. Current state is deleted.`)
      : undefined;
  });
}

/** Work on a logged model. */
export function aboutLoggedModel<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
  return telling(work, ({ code }, path) =>
    code === 'not_found' && path === 'modelId' ? doesNotExist(`Logged model with ID '${id}' not found.`) : undefined,
  );
}

/** Work on a registered model, and one of its versions where that is named. */
export function aboutModel<Result>(name: string, version: number | string | undefined, work: () => Promise<Result>): Promise<Result> {
  return telling(work, ({ code }, path) => {
    if (code === 'not_found' && version !== undefined && (path === 'version' || path === 'name'))
      return doesNotExist(`Model Version (name=${name}, version=${version}) not found`);
    if (code === 'not_found' && path === 'name') return doesNotExist(`Registered Model with name=${name} not found`);
    return undefined;
  });
}

/** Making or renaming something whose name may be taken. */
export function aboutName<Result>(taken: string, work: () => Promise<Result>): Promise<Result> {
  return telling(work, ({ code }, path) =>
    code === 'conflict' && path === 'name' ? new MlflowError('RESOURCE_ALREADY_EXISTS', taken) : undefined,
  );
}
