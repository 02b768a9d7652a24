import { AlmanacError } from '@/lib/errors';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { resolveParameters } from '@/lib/pipeline-runs/preflight';
import { checkedRun, createPipelineRunRequest, plannedSteps } from '@/lib/pipeline-runs/schema';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/pipeline-runs/check', {
  POST: route({
    operation: 'checkPipelineRun',
    summary: 'What a run with these parameters would be told, without starting it',
    description: 'What the parameters leave open is filled in from the dataset; what the dataset does not allow is named, by path.',
    tags: ['pipeline runs'],
    body: createPipelineRunRequest.prefault({}),
    response: checkedRun,
    status: 200,
    handler: async ({ body }) => {
      try {
        const parameters = await resolveParameters(body.parameters, 'parameters');
        return { parameters, steps: plannedSteps(parameters), problems: [] };
      } catch (error) {
        if (!(error instanceof AlmanacError) || error.code !== 'validation_failed') throw error;
        return { parameters: null, steps: [], problems: error.errors };
      }
    },
  }),
});
