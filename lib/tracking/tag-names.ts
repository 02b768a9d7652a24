/** The tag that is a run's name. */
export const runNameTag = 'mlflow.runName';

/** The tag that is a run's note, in Markdown, as MLflow's own page keeps it. */
export const noteTag = 'mlflow.note.content';

/** Tags that programs keep for themselves, such as `mlflow.source.name`; people's tags are all others. */
export function isSystemTag(key: string): boolean {
  return key.startsWith('mlflow.') || key.startsWith('almanac.');
}
