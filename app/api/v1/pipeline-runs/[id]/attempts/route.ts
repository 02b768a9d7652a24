import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { attemptList } from '@/lib/pipeline-runs/history-schema';
import { listAttempts } from '@/lib/pipeline-runs/list-attempts';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/pipeline-runs/{id}/attempts', {
  GET: route({
    operation: 'listPipelineAttempts',
    summary: 'Every try of every step of a run: when, where and how it ended',
    tags: ['pipeline runs'],
    params: idParams,
    response: attemptList,
    handler: ({ params }) => listAttempts(params.id),
  }),
});
