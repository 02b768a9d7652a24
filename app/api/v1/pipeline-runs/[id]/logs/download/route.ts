import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { logFilter } from '@/lib/pipeline-runs/history-schema';
import { logText } from '@/lib/pipeline-runs/log';
import { getPipelineRun } from '@/lib/pipeline-runs/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/pipeline-runs/{id}/logs/download', {
  GET: route({
    operation: 'downloadPipelineRunLog',
    summary: "A run's log as a text file",
    tags: ['pipeline runs'],
    params: idParams,
    query: logFilter,
    response: z.string(),
    produces: 'text/plain',
    handler: async ({ params, query }) => {
      const { id } = await getPipelineRun(params.id);
      const encoder = new TextEncoder();
      const text = logText(id, query);
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const { done, value } = await text.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        },
        async cancel() {
          await text.return();
        },
      });
      return new Response(body, {
        headers: {
          'content-type': 'text/plain; charset=utf-8',
          'content-disposition': `attachment; filename="run-${id.slice(0, 8)}.log"`,
          'cache-control': 'no-store',
        },
      });
    },
  }),
});
