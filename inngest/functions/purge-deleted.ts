import { cron } from 'inngest';
import { env } from '@/lib/env';
import { removeAbandonedUploads } from '@/lib/mlflow/artifact-proxy/multipart';
import { purgeDeleted } from '@/lib/tracking/service';
import { inngest } from '../client';

/** Every night, removes for good what was deleted longer ago than the retention time, and uploads in parts that nobody completed. */
export const purge = inngest.createFunction(
  { id: 'purge-deleted', name: 'Purge what was deleted', triggers: [cron('TZ=UTC 30 3 * * *')] },
  async ({ step }) => {
    const purged = await step.run('purge-deleted', () => purgeDeleted({ retentionDays: env().ALMANAC_RETENTION_DAYS }));
    const uploads = await step.run('remove-abandoned-uploads', () => removeAbandonedUploads());
    return { ...purged, uploads };
  },
);
