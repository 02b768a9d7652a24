import type { Principal } from '@/lib/http/authentication';
import { type AliasMove, setAliases } from '@/lib/registry/service';

/** Moves an alias for a client of MLflow, whose API has no place for a reason. */
export async function moveAlias(move: AliasMove, principal: Principal | undefined): Promise<void> {
  await setAliases([move], { reason: 'set by a client of MLflow', actor: `mlflow (${principal})` });
}
