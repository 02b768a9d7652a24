import { newestCalendar } from '@/lib/calendar/records';
import type { DatasetSettings, DatasetVersion } from '@/lib/datasets/schema';
import { AlmanacError } from '@/lib/errors';
import { modelName } from '@/lib/registry/names';
import { getVersion } from '@/lib/registry/service';
import { type Champion, championFrom, championOf } from './champion';
import type { Registration } from './register';
import type { TaskContext } from './task';
import { Workspace } from './workspace';

/**
 * What a run found when it began and everything after rests on, beside its parameters: with this it can be repeated exactly. Kept as
 * `start.json` from the first step on; a run that repeats another is given the other's before it begins.
 */
export interface RunStart {
  datasetVersion: number;
  /** Of the version's files. */
  fingerprint: string;
  /** Of the dataset, as they stood. */
  settings: DatasetSettings;
  /** Version of the dataset's calendar; left out where nobody has said anything. */
  calendar?: number;
  /** Version that the run's model is compared with; null where there was none. */
  champion: number | null;
  repeats?: RepeatedRun;
}

/** The run that another one repeats. */
export interface RepeatedRun {
  runId: string;
  /** What it published with; undefined where it published nothing. */
  publish?: Registration['publish'];
  /** When it published, as an ISO time: a repeat stands in the same place and never before what was published since. */
  publishedAt?: string;
}

const file = 'start.json';

/** What the run began with; undefined where its first step has not come so far, or an earlier Almanac made it. */
export function readRunStart(runId: string): Promise<RunStart | undefined> {
  return new Workspace(runId).readOptionalJson<RunStart>(file);
}

export async function writeRunStart(runId: string, start: RunStart): Promise<void> {
  await new Workspace(runId).writeJson(file, start);
}

/**
 * Settles what a run begins with, once: a first step that is tried again finds what it found before.
 * @throws AlmanacError `conflict` where the data are not those of the run that this one repeats
 */
export async function beginRun({ runId, parameters }: TaskContext, version: DatasetVersion, settings: DatasetSettings): Promise<RunStart> {
  const former = await readRunStart(runId);
  if (former && (former.datasetVersion !== version.version || former.fingerprint !== version.fingerprint)) {
    const was = `version ${former.datasetVersion} (${former.fingerprint.slice(0, 12)})`;
    throw new AlmanacError('conflict', `The run was begun with ${was} of ${parameters.dataset}, which is not there any more.`, [
      { path: 'parameters.datasetVersion', message: `is version ${version.version} (${version.fingerprint.slice(0, 12)}) now` },
    ]);
  }
  if (former) return former;
  const champion = (await championOf(parameters))?.version ?? null;
  const calendar = (await newestCalendar(parameters.dataset)).version;
  const start: RunStart = {
    ...{ datasetVersion: version.version, fingerprint: version.fingerprint, settings, champion },
    ...(calendar > 0 && { calendar }),
  };
  await writeRunStart(runId, start);
  return start;
}

/** The champion that a run meets: the one of its beginning, or today's where it has none recorded. @throws AlmanacError `not_found` where that one was removed */
export async function championOfRun({ runId, parameters }: Pick<TaskContext, 'runId' | 'parameters'>): Promise<Champion | undefined> {
  const start = await readRunStart(runId);
  const current = await championOf(parameters);
  if (!start || start.champion === (current?.version ?? null)) return current;
  return start.champion === null ? undefined : championFrom(await getVersion(modelName(parameters), start.champion));
}
