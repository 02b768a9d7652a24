import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';
import { readPlot } from '@/lib/plots/read-plot';
import { plotNames, runPlot } from '@/lib/plots/schema';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/runs/{id}/plots/{plot}', {
  GET: route({
    operation: 'getRunPlot',
    summary: 'What one chart of a run draws',
    description: 'Errors are actual less forecast, in the units of the target. 404 names `plot` where the run logged nothing to draw it.',
    tags: ['tracking'],
    params: z.object({ id: z.string(), plot: z.enum(plotNames) }),
    response: runPlot,
    fails: ['conflict', 'data_invalid'],
    handler: async ({ params: { id, plot } }) => ({ plot, data: await readPlot(id, plot) }) as z.input<typeof runPlot>,
  }),
});
