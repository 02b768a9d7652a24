import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { runChanges } from '@/lib/pipeline-runs/changes';
import { runChanges as response } from '@/lib/pipeline-runs/history-schema';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/pipeline-runs/{id}/changes', {
  GET: route({
    operation: 'getPipelineRunChanges',
    summary: 'What a run was told differently from another',
    tags: ['pipeline runs'],
    params: idParams,
    query: z.strictObject({ against: z.uuid().optional().describe('The other run [the one before it of the same dataset]') }),
    response,
    handler: ({ params, query }) => runChanges(params.id, query.against),
  }),
});
