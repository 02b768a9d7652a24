import { z } from 'zod';
import {
  checkAnswer,
  checkFromRequest,
  importAnswer,
  importFromRequest,
  importOrCheckQuery,
  importTypes,
} from '@/lib/datasets/import-request';
import { endpoint } from '@/lib/http/endpoint';
import { nameParams } from '@/lib/http/params';
import { reply } from '@/lib/http/reply';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/datasets/{name}/imports', {
  POST: route({
    operation: 'importDataset',
    summary: 'Import a CSV or Parquet file as a new version of a dataset',
    description:
      'The body is the file itself; it is streamed to disk, read and checked by a process of its own, and answered when the version is there. What the query does not tell is detected. A file with faults is refused with each one’s row and column, and the dataset stays as it was. With dryRun=true the report is all that comes of it. A JSON body {"source": {...}} names a folder, bucket or query instead, where the server allows that.',
    tags: ['datasets'],
    params: nameParams,
    query: importOrCheckQuery,
    consumes: importTypes,
    response: z.union([importAnswer, checkAnswer]),
    status: 201,
    alsoStatus: { 200: 'The newest version has the same data already, or this was a dry run' },
    fails: ['data_invalid'],
    handler: async ({ params, query: { dryRun, ...query }, request }) => {
      if (dryRun) return reply(await checkFromRequest(params.name, query, request), { status: 200 });
      const answer = await importFromRequest(params.name, query, request);
      return reply(answer, { status: answer.created ? 201 : 200 });
    },
  }),
});
