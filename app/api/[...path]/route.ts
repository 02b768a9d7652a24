import { notFound } from '@/lib/errors';
import { perform } from '@/lib/http/perform';

/** What stands at no path of the API: a problem document rather than a page. */
const nothing = (request: Request) =>
  perform(request, '/api/{path}', async () => {
    throw notFound(`There is nothing at ${new URL(request.url).pathname}; /api/v1/openapi.json lists what there is.`, 'path');
  });

export { nothing as DELETE, nothing as GET, nothing as HEAD, nothing as OPTIONS, nothing as PATCH, nothing as POST, nothing as PUT };
