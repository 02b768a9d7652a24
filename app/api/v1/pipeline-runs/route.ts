import { endpoint } from '@/lib/http/endpoint';
import { reply } from '@/lib/http/reply';
import { route } from '@/lib/http/route';
import { resolveParameters } from '@/lib/pipeline-runs/preflight';
import { createPipelineRunRequest, pipelineRun, pipelineRunList, pipelineRunQuery } from '@/lib/pipeline-runs/schema';
import { createPipelineRun, listPipelineRuns } from '@/lib/pipeline-runs/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/pipeline-runs', {
  GET: route({
    operation: 'listPipelineRuns',
    summary: 'Pipeline runs, newest first',
    tags: ['pipeline runs'],
    query: pipelineRunQuery,
    response: pipelineRunList,
    handler: ({ query }) => listPipelineRuns(query),
  }),
  POST: route({
    operation: 'createPipelineRun',
    summary: 'Start a pipeline run',
    tags: ['pipeline runs'],
    body: createPipelineRunRequest.prefault({}),
    response: pipelineRun,
    status: 202,
    headers: { Location: 'Where the run can be followed' },
    handler: async ({ body, request }) => {
      // Browsers say that a page of this very site is asking; programs say nothing.
      const trigger = request.headers.get('sec-fetch-site') === 'same-origin' ? 'dashboard' : 'api';
      const parameters = await resolveParameters(body.parameters, 'parameters');
      const run = await createPipelineRun({ parameters, trigger });
      return reply(run, { headers: { location: `/api/v1/pipeline-runs/${run.id}` } });
    },
  }),
});
