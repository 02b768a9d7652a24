import { calendarHistory, historyQuery } from '@/lib/calendar/schema';
import { calendarChanges } from '@/lib/calendar/service';
import { endpoint } from '@/lib/http/endpoint';
import { nameParams } from '@/lib/http/params';
import { route } from '@/lib/http/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/datasets/{name}/calendar/versions', {
  GET: route({
    operation: 'listDatasetCalendarVersions',
    summary: 'Who changed the calendar, when, why and how, newest first',
    tags: ['calendar'],
    params: nameParams,
    query: historyQuery,
    response: calendarHistory,
    handler: ({ params, query }) => calendarChanges(params.name, query),
  }),
});
