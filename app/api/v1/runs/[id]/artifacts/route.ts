import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { idParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';
import { artifact } from '@/lib/tracking/schema';
import { getTrackedRun, listArtifacts } from '@/lib/tracking/service';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/runs/{id}/artifacts', {
  GET: route({
    operation: 'listRunArtifacts',
    summary: 'Files that a run left, with their checksums',
    tags: ['tracking'],
    params: idParams,
    response: z.strictObject({ items: z.array(artifact), nextCursor: z.null() }),
    handler: async ({ params }) => {
      const { id } = await getTrackedRun(params.id);
      return { items: await listArtifacts(id), nextCursor: null };
    },
  }),
});
