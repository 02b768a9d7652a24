import { db } from '@/lib/db';
import { logger } from '@/lib/logger';
import { artifactPath, artifactStore } from '@/lib/storage';

const dayMs = 24 * 60 * 60 * 1000;
/** Runs that one statement removes: their metrics go with them, so that a statement stays short. */
const runsAtOnce = 50;

export interface Purged {
  runs: number;
  loggedModels: number;
  experiments: number;
  /** Folders whose files were removed, those of purges that were cut short among them. */
  folders: number;
}

/**
 * Removes for good what has been deleted for longer than the retention time: runs, logged models and experiments that hold nothing
 * more, together with their artifacts. A row and the note that its files are to go are one statement, and files go after it: a
 * purge that is cut short loses nothing, and the next one ends what it began. What a registered version was made of stays.
 */
export async function purgeDeleted({
  retentionDays = 30,
  now = Date.now(),
}: {
  retentionDays?: number;
  now?: number;
} = {}): Promise<Purged> {
  const before = BigInt(now - retentionDays * dayMs);
  const since = new Date(Number(before));
  const purged: Purged = { runs: 0, loggedModels: 0, experiments: 0, folders: 0 };
  for (;;) {
    const count = await db().$executeRaw`
      WITH gone AS (
        DELETE FROM runs WHERE id IN (
          SELECT id FROM runs WHERE lifecycle_stage = 'deleted' AND deleted_time <= ${before}
            AND NOT EXISTS (SELECT FROM model_versions WHERE run_id = runs.id)
          LIMIT ${runsAtOnce} FOR UPDATE SKIP LOCKED)
        RETURNING artifact_uri)
      INSERT INTO artifact_removals (uri) SELECT DISTINCT artifact_uri FROM gone ON CONFLICT DO NOTHING`;
    purged.runs += count;
    if (count < runsAtOnce) break;
  }
  purged.loggedModels = await db().$executeRaw`
    WITH gone AS (
      DELETE FROM logged_models AS model
      WHERE ((model.lifecycle_stage = 'deleted' AND model.updated_at <= ${since})
          OR model.experiment_id IN (SELECT id FROM experiments WHERE id <> 0 AND lifecycle_stage = 'deleted' AND updated_at <= ${since}))
        AND NOT EXISTS (SELECT FROM model_versions WHERE model_id = model.id OR run_id = model.run_id)
      RETURNING artifact_uri)
    INSERT INTO artifact_removals (uri) SELECT DISTINCT artifact_uri FROM gone ON CONFLICT DO NOTHING`;
  purged.experiments = await db().$executeRaw`
    DELETE FROM experiments WHERE id <> 0 AND lifecycle_stage = 'deleted' AND updated_at <= ${since}
      AND NOT EXISTS (SELECT FROM runs WHERE experiment_id = experiments.id)
      AND NOT EXISTS (SELECT FROM logged_models WHERE experiment_id = experiments.id)`;
  purged.folders = await removeFolders();
  return purged;
}

/** Removes the files of what is gone. */
async function removeFolders(): Promise<number> {
  const removals = await db().artifactRemoval.findMany({ orderBy: { createdAt: 'asc' } });
  let count = 0;
  for (const { uri } of removals) {
    try {
      // Elsewhere (s3://, file:/), clients keep files themselves, and remove them themselves.
      if (uri.startsWith('mlflow-artifacts:')) await artifactStore().remove(artifactPath(uri));
      await db().artifactRemoval.delete({ where: { uri } });
      count += 1;
    } catch (error) {
      logger.warn({ uri, err: error }, 'the files of a purged run could not be removed; the next purge tries again');
    }
  }
  return count;
}
