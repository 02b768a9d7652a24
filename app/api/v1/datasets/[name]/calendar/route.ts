import { calendar, calendarSpan, calendarVersion, saveCalendar } from '@/lib/calendar/schema';
import { getCalendar, saveCalendarVersion } from '@/lib/calendar/service';
import { clientName } from '@/lib/http/client-name';
import { endpoint } from '@/lib/http/endpoint';
import { nameParams } from '@/lib/http/params';
import { reply } from '@/lib/http/reply';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/datasets/{name}/calendar', {
  GET: route({
    operation: 'getDatasetCalendar',
    summary: 'A dataset’s calendar: what planners say, what the data plan themselves, and which holidays there are',
    tags: ['calendar'],
    params: nameParams,
    query: calendarSpan,
    response: calendar,
    handler: ({ params, query }) => getCalendar(params.name, query),
  }),
  PUT: route({
    operation: 'saveDatasetCalendar',
    summary: 'Save the calendar as a new version, which the next run uses',
    description:
      'Events are edits of the plan in a planner’s words, as those of scenarios are: they change only what is known ahead, never a target or what is ' +
      'known afterwards. Versions are never changed; `base` is the one that was edited, and where another was saved since nothing is.',
    tags: ['calendar'],
    params: nameParams,
    body: saveCalendar,
    response: calendarVersion,
    status: 201,
    fails: ['conflict'],
    handler: async ({ params, body, principal }) =>
      reply(await saveCalendarVersion(params.name, { ...body, author: body.author ?? clientName(principal) }), { status: 201 }),
  }),
});
