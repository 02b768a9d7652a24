import { calendarVersion, restoreCalendar } from '@/lib/calendar/schema';
import { restoreCalendarVersion } from '@/lib/calendar/service';
import { clientName } from '@/lib/http/client-name';
import { endpoint } from '@/lib/http/endpoint';
import { nameParams } from '@/lib/http/params';
import { reply } from '@/lib/http/reply';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/datasets/{name}/calendar/restore', {
  POST: route({
    operation: 'restoreDatasetCalendar',
    summary: 'Bring an older version of the calendar back, as a new version',
    tags: ['calendar'],
    params: nameParams,
    body: restoreCalendar,
    response: calendarVersion,
    status: 201,
    fails: ['conflict'],
    handler: async ({ params, body, principal }) =>
      reply(await restoreCalendarVersion(params.name, { ...body, author: body.author ?? clientName(principal) }), { status: 201 }),
  }),
});
