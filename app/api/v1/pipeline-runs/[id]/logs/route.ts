import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { logPage, logQuery } from '@/lib/pipeline-runs/history-schema';
import { listLog } from '@/lib/pipeline-runs/log';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/pipeline-runs/{id}/logs', {
  GET: route({
    operation: 'listPipelineRunLog',
    summary: 'What the tasks of a run said, oldest lines first',
    description: 'The ids of lines are those of the event stream, which goes on after any of them.',
    tags: ['pipeline runs'],
    params: idParams,
    query: logQuery,
    response: logPage,
    handler: ({ params, query }) => listLog(params.id, query),
  }),
});
