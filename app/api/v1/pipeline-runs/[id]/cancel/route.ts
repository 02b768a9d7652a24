import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { pipelineRun } from '@/lib/pipeline-runs/schema';
import { cancelPipelineRun } from '@/lib/pipeline-runs/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/pipeline-runs/{id}/cancel', {
  POST: route({
    operation: 'cancelPipelineRun',
    summary: 'Cancel a queued or running pipeline run',
    tags: ['pipeline runs'],
    params: idParams,
    response: pipelineRun,
    fails: ['conflict'],
    handler: ({ params }) => cancelPipelineRun(params.id),
  }),
});
