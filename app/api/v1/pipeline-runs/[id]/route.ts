import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { pipelineRun } from '@/lib/pipeline-runs/schema';
import { getPipelineRun } from '@/lib/pipeline-runs/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/pipeline-runs/{id}', {
  GET: route({
    operation: 'getPipelineRun',
    summary: 'One pipeline run with its steps and result',
    tags: ['pipeline runs'],
    params: idParams,
    response: pipelineRun,
    handler: ({ params }) => getPipelineRun(params.id),
  }),
});
