import { db } from '@/lib/db';
import { AlmanacError, notFound } from '@/lib/errors';
import { type AliasMove, setAliases } from './aliases';
import { isWhole, promotionGates } from './gates';
import type { Gate, PromoteRequest, PromotionResult, ReturnAnswer, RollbackRequest } from './promotion-schema';
import type { ModelVersion } from './schema';
import { getModel, getVersion, getVersionByAlias } from './service';

/**
 * Points an alias to a version that passes the gates, or to one that does not where that is wanted, with a reason. The members that
 * the same pipeline run made move with a whole forecaster, all or none. The gates are judged against the very version that the
 * alias is taken from: where another promotion comes first, this one is a conflict.
 * @throws AlmanacError `not_found` naming `name` or `version`; `conflict` naming `expectedVersion`, or each gate that does not pass
 */
export async function promoteVersion(name: string, request: PromoteRequest & { actor: string }): Promise<PromotionResult> {
  const { version: number, alias, override, actor } = request;
  const version = await getVersion(name, number);
  const current = await getVersionByAlias(name, alias);
  refuseUnexpected(name, alias, request.expectedVersion, current);
  const gates = await promotionGates(version, current?.version === number ? undefined : current);
  const failed = gates.filter(({ passed }) => !passed);
  if (failed.length > 0 && !override) throw notPassed(version, failed);
  const overridden = failed.length > 0;
  const reason = request.reason ?? `version ${number} passed every gate`;
  const members = await membersOf(version, alias);
  const note = {
    reason: overridden ? `${reason} (overriding ${failed.map((one) => one.name).join(', ')})` : reason,
    actor,
    gates: { gates, overridden },
  };
  await setAliases([{ name, alias, version: number, expectedVersion: current?.version ?? null }, ...members], note);
  return result(name, number, current, members, gates, overridden);
}

/**
 * Points an alias back to the version that it pointed to before, by the audit trail, and with a whole forecaster its members. No gate
 * stands in the way of a return: that version has served before.
 * @throws AlmanacError `not_found` where there is nothing to return to; `conflict` naming `expectedVersion`
 */
export async function rollback(name: string, request: RollbackRequest & { actor: string }): Promise<PromotionResult> {
  const { alias, actor } = request;
  const current = await getVersionByAlias(name, alias);
  if (!current) throw notFound(`${alias} of ${name} points to nothing, so there is nothing to return from.`, 'alias');
  refuseUnexpected(name, alias, request.expectedVersion, current);
  const former = await formerOf(current, alias);
  if (former === undefined) throw notFound(`${alias} of ${name} has never pointed to another version that is still there.`, 'alias');
  const version = await getVersion(name, former);
  const members = await membersOf(version, alias);
  const move = { name, alias, version: former, expectedVersion: current.version };
  await setAliases([move, ...members], {
    reason: `return from version ${current.version}: ${request.reason}`,
    actor,
    gates: { rollback: true },
  });
  return result(name, former, current, members, [], false);
}

/**
 * What a return would lead to now.
 * @throws AlmanacError `not_found` naming `name`
 */
export async function returnOf(name: string, alias: string): Promise<ReturnAnswer> {
  await getModel(name);
  const current = await getVersionByAlias(name, alias);
  const toVersion = current && (await formerOf(current, alias));
  const together = toVersion === undefined ? [] : await membersOf(await getVersion(name, toVersion), alias);
  return {
    alias,
    currentVersion: current?.version ?? null,
    toVersion: toVersion ?? null,
    together: together.map(({ name: member, version }) => ({ name: member, version })),
  };
}

async function result(
  name: string,
  version: number,
  from: ModelVersion | undefined,
  members: AliasMove[],
  gates: Gate[],
  overridden: boolean,
): Promise<PromotionResult> {
  return {
    version: await getVersion(name, version),
    fromVersion: from?.version ?? null,
    together: members.map(({ name: member, version: number }) => ({ name: member, version: number })),
    gates,
    overridden,
  };
}

function refuseUnexpected(name: string, alias: string, expected: number | null | undefined, current: ModelVersion | undefined): void {
  if (expected === undefined || expected === (current?.version ?? null)) return;
  throw new AlmanacError('conflict', `${alias} of ${name} points to ${current ? `version ${current.version}` : 'nothing'} by now.`, [
    { path: 'expectedVersion', message: `is ${expected}; read the model again and decide anew` },
  ]);
}

function notPassed(version: ModelVersion, failed: Gate[]): AlmanacError {
  return new AlmanacError(
    'conflict',
    `Version ${version.version} of ${version.name} does not pass ${failed.map(({ name }) => name).join(', ')}. To promote it all the same, send override with a reason.`,
    failed.map(({ name, detail }) => ({ path: `gates.${name}`, message: detail })),
  );
}

/** Where the members go that the same run made as a whole forecaster. */
async function membersOf(whole: ModelVersion, alias: string): Promise<AliasMove[]> {
  if (!isWhole(whole) || !whole.pipelineRunId) return [];
  const members = await db().modelVersion.findMany({
    where: { pipelineRunId: whole.pipelineRunId, name: { startsWith: 'sales-forecast-' } },
    select: { name: true, version: true },
    orderBy: { name: 'asc' },
  });
  return members.map(({ name, version }) => ({ name, alias, version }));
}

/**
 * The version that an alias pointed to before it was promoted to this one, if it is still there. Returns do not count, so that
 * one return after another goes back further.
 */
async function formerOf({ name, version }: ModelVersion, alias: string): Promise<number | undefined> {
  const [came] = await db().$queryRaw<{ fromVersion: number | null }[]>`
    SELECT from_version AS "fromVersion" FROM model_promotions
    WHERE name = ${name} AND alias = ${alias} AND to_version = ${version} AND gates ->> 'rollback' IS DISTINCT FROM 'true'
    ORDER BY id DESC LIMIT 1`;
  const former = came?.fromVersion ?? undefined;
  if (former === undefined || (await db().modelVersion.count({ where: { name, version: former } })) === 0) return undefined;
  return former;
}
