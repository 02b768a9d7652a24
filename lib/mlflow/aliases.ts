import type { Principal } from '@/lib/http/authentication';
import { promotionGates } from '@/lib/registry/gates';
import { type AliasMove, getVersion, getVersionByAlias, setAliases } from '@/lib/registry/service';
import { MlflowError } from './error';

/**
 * Moves an alias for a client of MLflow. Its API has no place for a reason, so that it cannot override gates: what our own pipeline
 * made becomes champion here only where it passes them. Models that clients registered themselves have no gates.
 */
export async function moveAlias(move: AliasMove, principal: Principal | undefined): Promise<void> {
  const note = { reason: 'set by a client of MLflow', actor: `mlflow (${principal})` };
  if (move.alias !== 'champion') return setAliases([move], note);
  const version = await getVersion(move.name, move.version);
  if (!version.pipelineRunId) return setAliases([move], note);
  const current = await getVersionByAlias(move.name, move.alias);
  const gates = await promotionGates(version, current?.version === move.version ? undefined : current);
  const failed = gates.filter(({ passed }) => !passed);
  if (failed.length > 0) {
    throw new MlflowError(
      'RESOURCE_CONFLICT',
      `Version ${move.version} of ${move.name} does not pass ${failed.map(({ name, detail }) => `${name} (${detail})`).join(', ')}. Promote it in Almanac, where a reason can be given.`,
    );
  }
  return setAliases([{ ...move, expectedVersion: current?.version ?? null }], { ...note, gates: { gates, overridden: false } });
}
