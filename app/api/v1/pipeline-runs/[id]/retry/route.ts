import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { pipelineRun } from '@/lib/pipeline-runs/schema';
import { retryPipelineRun } from '@/lib/pipeline-runs/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/pipeline-runs/{id}/retry', {
  POST: route({
    operation: 'retryPipelineRun',
    summary: 'Continue a failed or cancelled run from the step where it stopped',
    tags: ['pipeline runs'],
    params: idParams,
    response: pipelineRun,
    status: 202,
    fails: ['conflict'],
    handler: ({ params }) => retryPipelineRun(params.id),
  }),
});
