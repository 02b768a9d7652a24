import { reservedFolder } from './artifact-proxy/paths';
import { invalidParameter } from './error';
import { lengthOf, limits } from './validation';

/**
 * Where an experiment's files may go: any URI that clients reach by themselves, or a folder of our own store that nothing else uses.
 * @throws MlflowError
 */
export function checkArtifactLocation(location: string): void {
  if (/[#;]/.test(location)) throw invalidParameter("'artifact_location' URL can't include fragments or params.");
  if (location.startsWith('runs:')) throw invalidParameter(`Artifact location cannot be a runs:/ URI. Given: '${location}'`);
  if (lengthOf(location) > limits.artifactLocation) {
    throw invalidParameter(
      `Invalid artifact path length. The length of the artifact path cannot be greater than ${limits.artifactLocation} characters.`,
    );
  }
  const folder = /^mlflow-artifacts:\/*(?<path>.*)$/s.exec(location)?.groups?.path;
  if (folder === undefined) return;
  const parts = folder.split('/');
  if (folder === '' || parts.some((part) => part === '' || part === '.' || part === '..') || reservedFolder(folder))
    throw invalidParameter(
      `Invalid artifact location '${location}'. Name a folder that nothing else uses, such as mlflow-artifacts:/my-folder.`,
    );
}
