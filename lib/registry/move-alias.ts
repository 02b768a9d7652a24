import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import type { GatesAnswer } from './edit-schema';
import { promotionGates } from './gates';
import type { ModelVersion, SetAliasRequest } from './schema';
import { getVersion, getVersionByAlias, promoteVersion, setAliases } from './service';

/** What a version would show now for taking an alias. @throws AlmanacError `not_found` naming `version` */
export async function gatesOf(name: string, number: number, alias: string): Promise<GatesAnswer> {
  const version = await getVersion(name, number);
  const current = await getVersionByAlias(name, alias);
  const gates = await promotionGates(version, current?.version === number ? undefined : current);
  return { alias, currentVersion: current?.version ?? null, passed: gates.every(({ passed }) => passed), gates };
}

/**
 * Points an alias to a version. What our pipeline made becomes champion only where it passes the gates, or where a reason is given
 * that overrides them.
 * @throws AlmanacError `not_found` naming `name` or `version`; `conflict` naming `expectedVersion`, or each gate that does not pass
 */
export async function moveAlias(name: string, request: SetAliasRequest & { actor: string }): Promise<ModelVersion> {
  const { alias, version: number, expectedVersion, reason, actor } = request;
  await requireModel(name);
  const version = await getVersion(name, number);
  const judged = alias === 'champion' && version.pipelineRunId !== null && !version.aliases.includes(alias);
  if (!judged) await setAliases([{ name, alias, version: number, expectedVersion }], { reason: reason ?? 'moved by hand', actor });
  else await promoteVersion(name, { version: number, alias, expectedVersion, reason, override: reason !== undefined, actor });
  return getVersion(name, number);
}

async function requireModel(name: string): Promise<void> {
  if ((await db().registeredModel.count({ where: { name } })) === 0) throw notFound(`There is no registered model ${name}.`, 'name');
}
