import { invalid } from '@/lib/errors';
import { endpoint } from '@/lib/http/endpoint';
import { eventStream } from '@/lib/http/event-stream';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { followRun } from '@/lib/pipeline-runs/events';
import { pipelineEvent } from '@/lib/pipeline-runs/schema';
import { getPipelineRun } from '@/lib/pipeline-runs/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/pipeline-runs/{id}/events', {
  GET: route({
    operation: 'followPipelineRun',
    summary: 'What happens to a run, as it happens',
    description:
      'Server-Sent Events named `run`, `step` and `log`; the stream ends after the run. Give `Last-Event-ID` to continue after an event.',
    tags: ['pipeline runs'],
    params: idParams,
    response: pipelineEvent,
    produces: 'text/event-stream',
    handler: async ({ params, request }) => {
      const { id } = await getPipelineRun(params.id);
      const last = request.headers.get('last-event-id') || undefined;
      if (last && !/^\d{1,18}$/.test(last)) throw invalid('last-event-id', 'must be the id of an event of this run');
      return eventStream(request, async function* (signal) {
        for await (const event of followRun(id, last, signal)) yield { id: event.id, event: event.type, data: event };
      });
    },
  }),
});
