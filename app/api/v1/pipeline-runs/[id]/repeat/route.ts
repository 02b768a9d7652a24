import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { reply } from '@/lib/http/reply';
import { route } from '@/lib/http/route';
import { repeatPipelineRun } from '@/lib/pipeline-runs/repeat';
import { pipelineRun } from '@/lib/pipeline-runs/schema';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/pipeline-runs/{id}/repeat', {
  POST: route({
    operation: 'repeatPipelineRun',
    summary: 'Start a run again exactly: same data, parameters and seed',
    description:
      'The version of the data, the settings and the champion are those that the run met. The repeat registers versions where the run did, ' +
      'promotes none, and does not take the place of what was published since; its report says whether its forecasts are the same bit for bit.',
    tags: ['pipeline runs'],
    params: idParams,
    response: pipelineRun,
    status: 202,
    fails: ['conflict'],
    headers: { Location: 'Where the run can be followed' },
    handler: async ({ params, request }) => {
      const trigger = request.headers.get('sec-fetch-site') === 'same-origin' ? 'dashboard' : 'api';
      const run = await repeatPipelineRun(params.id, trigger);
      return reply(run, { headers: { location: `/api/v1/pipeline-runs/${run.id}` } });
    },
  }),
});
