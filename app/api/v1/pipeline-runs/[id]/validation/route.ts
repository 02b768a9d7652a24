import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { runValidation } from '@/lib/pipeline-runs/history-schema';
import { runValidationReport } from '@/lib/pipeline-runs/validation';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/pipeline-runs/{id}/validation', {
  GET: route({
    operation: 'getPipelineRunValidation',
    summary: 'What the checks of a run found in its data, with the first places of each',
    tags: ['pipeline runs'],
    params: idParams,
    response: runValidation,
    handler: ({ params }) => runValidationReport(params.id),
  }),
});
