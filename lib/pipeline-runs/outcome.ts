import type { PipelineResult } from './schema';

/** What a finished run registered, in words: `sales-forecast version 3`, or why nothing; undefined of a run that did not record it. */
export function registeredText({ registered, outcome }: PipelineResult): string | undefined {
  if (registered === undefined) return undefined;
  if (registered) return `${registered.modelName} version ${registered.modelVersion}`;
  const why = outcome?.replace(/^not registered: /, '');
  return why ? `nothing: ${why}` : 'nothing';
}

/** Whose forecasts a finished run published, in words: its own model or the champion that stayed; undefined where it published none. */
export function publishedText({ forecastId, published, modelVersion }: PipelineResult): string | undefined {
  if (forecastId === null) return undefined;
  const version = published ? published.modelVersion : modelVersion;
  const which = version === null ? 'an unregistered model' : `version ${version}`;
  if (!published) return which;
  if (published.kind === 'champion') return `the champion, ${which}`;
  return version === null ? 'its own model, which is not registered' : `its own model, ${which}`;
}

/**
 * Both in a few words, for a line of a list: `registered v3, published champion v2`. Empty where a run recorded
 * neither.
 */
export function outcomeLine({ registered, published, modelVersion, forecastId }: PipelineResult): string {
  const parts: string[] = [];
  if (registered === null) parts.push('nothing registered');
  else if (registered) parts.push(`registered v${registered.modelVersion}`);
  if (forecastId !== null && published?.kind === 'champion') parts.push(`published champion v${published.modelVersion}`);
  else if (forecastId !== null && !published && modelVersion !== null) parts.push(`published v${modelVersion}`);
  return parts.join(', ');
}
