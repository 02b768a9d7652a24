import { randomUUID } from 'node:crypto';
import { AlmanacError } from '@/lib/errors';
import { runTask, TaskCrashedError } from '@/lib/pipeline/child';
import { artifactStore } from '@/lib/storage';
import { getDatasetVersion } from '../service';
import { profilePath } from './path';
import { type DatasetProfile, datasetProfile } from './schema';
import type { ProfileOrder } from './tasks';

/** Those being made, so that several who ask wait for one. */
const underWay = new Map<string, Promise<DatasetProfile>>();

/**
 * What a version's data look like. The first who asks has it made, in a process of its own; later ones are given what was kept.
 * @throws AlmanacError `not_found`; `data_invalid` where a file is damaged
 */
export async function getProfile(dataset: string, version: number): Promise<DatasetProfile> {
  const { fingerprint } = await getDatasetVersion(dataset, version);
  const kept = await keptProfile(dataset, version, fingerprint);
  if (kept) return kept;
  const key = `${dataset}/${version}/${fingerprint}`;
  const known = underWay.get(key);
  if (known) return known;
  const made = makeProfile({ dataset, version });
  underWay.set(key, made);
  return made.finally(() => underWay.delete(key));
}

/** One that was made by an earlier Almanac, or of another dataset of that name, is none. */
async function keptProfile(dataset: string, version: number, fingerprint: string): Promise<DatasetProfile | undefined> {
  const path = profilePath(dataset, version);
  if (!(await artifactStore().stat(path))) return undefined;
  const parsed = datasetProfile.safeParse(JSON.parse((await artifactStore().read(path)).toString('utf8')));
  return parsed.success && parsed.data.fingerprint === fingerprint ? parsed.data : undefined;
}

async function makeProfile(order: ProfileOrder): Promise<DatasetProfile> {
  try {
    const profile = (await runTask('profile-dataset', { runId: randomUUID(), parameters: order })) as DatasetProfile;
    await artifactStore().put(profilePath(order.dataset, order.version), JSON.stringify(profile), { contentType: 'application/json' });
    return profile;
  } catch (error) {
    if (!(error instanceof TaskCrashedError)) throw error;
    throw new AlmanacError(
      'data_invalid',
      `The process that read version ${order.version} of ${order.dataset} ended before it could say why: a file may be damaged.`,
      [],
      { cause: error },
    );
  }
}
