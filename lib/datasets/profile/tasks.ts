import type { Task } from '@/lib/pipeline/task';
import type { DatasetProfile } from './schema';

/** A version of a dataset by its number. */
export interface ProfileOrder {
  dataset: string;
  version: number;
}

/** Profiles as tasks of a process of their own: they look at every row. */
export const profileTasks = {
  'profile-dataset': (async ({ parameters: { dataset, version } }) => {
    const manifest = await (await import('../manifest')).readManifest(dataset, version);
    return manifest.observations
      ? (await import('./profile-observations')).profileObservations(manifest)
      : (await import('./profile-sales')).profileSales(manifest);
  }) as Task<DatasetProfile, ProfileOrder>,
};
