import { db } from '@/lib/db';
import { type Whole, whole } from './run-records';

export type LoggedModelStatus = 'PENDING' | 'READY' | 'UPLOAD_FAILED';

/** A logged model with its figures. Times are milliseconds since the epoch. */
export interface LoggedModelRecord {
  id: string;
  experimentId: number;
  runId: string | null;
  name: string;
  status: LoggedModelStatus;
  modelType: string;
  artifactUri: string;
  lifecycleStage: 'active' | 'deleted';
  params: Record<string, string>;
  tags: Record<string, string>;
  creationTime: number;
  lastUpdateTime: number;
  metrics: LoggedModelMetric[];
}

export interface LoggedModelMetric {
  key: string;
  value: number;
  timestamp: Whole;
  step: Whole;
  runId: string;
  datasetName: string | null;
  datasetDigest: string | null;
}

/** Logged models by id, in the order of the ids, deleted ones too; one that is not there is left out. */
export async function loggedModelRecords(ids: string[]): Promise<LoggedModelRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db().loggedModel.findMany({
    where: { id: { in: ids } },
    include: { metrics: { orderBy: [{ key: 'asc' }, { timestamp: 'asc' }, { step: 'asc' }] } },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id): LoggedModelRecord[] => {
    const row = byId.get(id);
    if (!row) return [];
    const { createdAt, updatedAt, metrics, status, params, tags, ...rest } = row;
    return [
      {
        ...rest,
        status: status as LoggedModelStatus,
        params: params as Record<string, string>,
        tags: tags as Record<string, string>,
        creationTime: createdAt.getTime(),
        lastUpdateTime: updatedAt.getTime(),
        metrics: metrics.map(({ modelId: _, timestamp, step, ...figure }) => ({
          ...figure,
          timestamp: whole(timestamp),
          step: whole(step),
        })),
      },
    ];
  });
}
