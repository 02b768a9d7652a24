import { invalidParameter } from './error';

/** MLflow's limits, in characters and numbers. */
export const limits = {
  entityKey: 250,
  paramValue: 6000,
  tagValue: 8000,
  experimentName: 500,
  experimentTagValue: 20_000,
  registryTagValue: 100_000,
  artifactLocation: 2048,
  datasetName: 500,
  datasetDigest: 36,
  datasetSource: 65_535,
  datasetSchema: 1_048_575,
  datasetProfile: 16_777_215,
  inputTagKey: 255,
  inputTagValue: 500,
  alias: 255,
  metricsPerBatch: 1000,
  paramsPerBatch: 100,
  tagsPerBatch: 100,
  entitiesPerBatch: 1000,
  results: 50_000,
} as const;

const nameCharacters = /^[/\p{L}\p{M}\p{N}_.\- :]*$/u;
const badCharacters =
  'Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).';

export function invalidValue(path: string, value: unknown, message?: string): Error {
  return invalidParameter(`Invalid value ${JSON.stringify(value)} for parameter '${path}' supplied${message ? `: ${message}` : '.'}`);
}

/** A key of a metric, parameter or tag: of some characters, and no path that would lead elsewhere. */
export function checkKey(key: string, path: string): void {
  if (!nameCharacters.test(key)) throw invalidValue(path, key, badCharacters);
  if (leadsElsewhere(key)) {
    throw invalidValue(
      path,
      key,
      `Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '${normalized(key)}'`,
    );
  }
}

export function leadsElsewhere(name: string): boolean {
  const norm = normalized(name);
  return norm !== name || norm === '.' || norm.startsWith('..') || norm.startsWith('/');
}

/** As Python's posixpath.normpath has it. */
export function normalized(path: string): string {
  if (path === '') return '.';
  const root = path.startsWith('//') && !path.startsWith('///') ? '//' : path.startsWith('/') ? '/' : '';
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (root === '' && parts.length === 0) || parts.at(-1) === '..') parts.push(part);
    else parts.pop();
  }
  return root + parts.join('/') || '.';
}

/** Characters as Python counts them. */
export function lengthOf(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) if ((text.charCodeAt(at) & 0xfc00) === 0xd800) length -= 1;
  return length;
}

export function checkLength(what: string, text: string | undefined, most: number): void {
  if (text !== undefined && text.length > most && lengthOf(text) > most)
    throw invalidParameter(`'${what}' exceeds the maximum length of ${most} characters`);
}

/** The beginning of a text that is too long: values of parameters and tags are cut, as MLflow's server does. */
export function truncated(text: string, most: number): string {
  if (text.length <= most) return text;
  return [...text].slice(0, most).join('');
}

export function checkRunId(runId: string): void {
  if (!/^[a-zA-Z0-9][\w-]{0,255}$/.test(runId)) throw invalidValue('run_id', runId);
}

const mostExperiments = 2 ** 31 - 1;

/** An experiment's number. One beyond the numbers that experiments have is as unknown as one that is not there. */
export function experimentId(text: string): number {
  if (!/^\s*[+-]?\d[\d_]*\s*$/.test(text))
    throw invalidParameter(`Invalid experiment ID '${text}'. Experiment ID must be a valid integer.`);
  const id = Number(text.replaceAll('_', ''));
  return id >= 0 && id <= mostExperiments ? id : -1;
}

export function checkModelName(name: string): void {
  if (name.trim() === '') throw invalidParameter("Missing value for required parameter 'name'.");
  if (/[/:]/.test(name)) throw invalidParameter(`Invalid model name '${name}'. Names cannot contain '/' or ':'.`);
  if (leadsElsewhere(name)) {
    throw invalidValue(
      'name',
      name,
      `Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '${normalized(name)}'`,
    );
  }
}

/** A version's number; beyond the numbers that versions have, none. */
export function modelVersion(text: string): number {
  if (!/^\s*[+-]?\d[\d_]*\s*$/.test(text)) throw invalidParameter(`Parameter 'version' must be an integer, got '${text}'.`);
  const version = Number(text.replaceAll('_', ''));
  return Math.abs(version) <= mostExperiments ? version : -1;
}

export function checkAlias(alias: string): void {
  if (!/^[\p{L}\p{N}_-]*$/u.test(alias)) {
    throw invalidParameter(`Invalid alias name: '${alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).`);
  }
  checkLength('Registered model alias name', alias, limits.alias);
}

export function checkMaxResults(given: number, most: number): void {
  if (given < 1) throw invalidParameter(`Invalid value ${given} for parameter 'max_results' supplied. It must be a positive integer`);
  if (given > most) throw invalidParameter(`Invalid value ${given} for parameter 'max_results' supplied. It must be at most ${most}`);
}
