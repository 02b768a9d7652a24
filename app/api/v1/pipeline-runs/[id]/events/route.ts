import { z } from 'zod';
import { invalid } from '@/lib/errors';
import { endpoint } from '@/lib/http/endpoint';
import { eventStream } from '@/lib/http/event-stream';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { followRun } from '@/lib/pipeline-runs/events';
import { pipelineEvent } from '@/lib/pipeline-runs/schema';
import { getPipelineRun } from '@/lib/pipeline-runs/service';

const eventId = z.string().regex(/^\d{1,18}$/, 'must be the id of an event of this run');

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/pipeline-runs/{id}/events', {
  GET: route({
    operation: 'followPipelineRun',
    summary: 'What happens to a run, as it happens',
    description:
      'Server-Sent Events named `run`, `step` and `log`; the stream ends after the run. Give `Last-Event-ID`, or `after` where a client cannot, to continue after an event.',
    tags: ['pipeline runs'],
    params: idParams,
    query: z.strictObject({ after: eventId.optional() }),
    response: pipelineEvent,
    produces: 'text/event-stream',
    handler: async ({ params, query, request }) => {
      const { id } = await getPipelineRun(params.id);
      // The header is the browser's own, when it comes back, and newer than the address.
      const last = request.headers.get('last-event-id') || query.after;
      if (last && !eventId.safeParse(last).success) throw invalid('last-event-id', 'must be the id of an event of this run');
      return eventStream(request, async function* (signal) {
        for await (const event of followRun(id, last, signal)) yield { id: event.id, event: event.type, data: event };
      });
    },
  }),
});
