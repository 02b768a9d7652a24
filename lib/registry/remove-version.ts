import { db } from '@/lib/db';
import { AlmanacError } from '@/lib/errors';
import { lockModel } from './aliases';
import { getVersion } from './service';

/**
 * Removes a version that nothing rests on, with its tags. The files of its run stay with the run, and its number is never given again.
 * @throws AlmanacError `not_found` naming `name` or `version`; `conflict` naming `aliases` or `forecasts` where something points to it
 */
export async function removeVersion(name: string, version: number): Promise<void> {
  await getVersion(name, version);
  await db().$transaction(async (tx) => {
    await lockModel(tx, name);
    const aliases = await tx.modelAlias.findMany({ where: { name, version }, orderBy: { alias: 'asc' } });
    if (aliases.length > 0) {
      const list = aliases.map(({ alias }) => alias).join(', ');
      throw refused(`Version ${version} of ${name} is its ${list}.`, 'aliases', `${list} points to it; move or remove it first`);
    }
    const [serving] = await tx.$queryRaw<{ dataset: string; origin: string }[]>`
      SELECT dataset, origin FROM (
        SELECT DISTINCT ON (dataset, level) dataset, origin::text, model_name, model_version FROM forecasts
        WHERE published_at IS NOT NULL AND dataset IN (SELECT dataset FROM forecasts WHERE model_name = ${name} AND model_version = ${version})
        ORDER BY dataset, level, published_at DESC) AS latest
      WHERE model_name = ${name} AND model_version = ${version} LIMIT 1`;
    if (serving) {
      const what = `the forecast of ${serving.dataset} from ${serving.origin}`;
      throw refused(
        `Version ${version} of ${name} made ${what}, which is in use.`,
        'forecasts',
        'a newer forecast must be published first',
      );
    }
    await tx.modelVersion.deleteMany({ where: { name, version } });
    await tx.registeredModel.update({ where: { name }, data: { updatedAt: new Date() } });
  });
}

function refused(detail: string, path: string, message: string): AlmanacError {
  return new AlmanacError('conflict', detail, [{ path, message }]);
}
