import { calendarAt } from '@/lib/calendar/records';
import { calendarVersion } from '@/lib/calendar/schema';
import { getDataset } from '@/lib/datasets/service';
import { versionNumber, versionParams } from '@/lib/datasets/version-params';
import { endpoint } from '@/lib/http/endpoint';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/datasets/{name}/calendar/versions/{version}', {
  GET: route({
    operation: 'getDatasetCalendarVersion',
    summary: 'One version of the calendar',
    tags: ['calendar'],
    params: versionParams,
    response: calendarVersion,
    handler: async ({ params }) => {
      await getDataset(params.name);
      return calendarAt(params.name, versionNumber(params.version));
    },
  }),
});
