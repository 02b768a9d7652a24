import type { Pool } from 'pg';
import { type EngineEvent, receiveEvents, uuidOf } from './runs';
import { inTransaction } from './transaction';

interface Sent {
  id?: string;
  name: string;
  data?: Record<string, unknown>;
  ts?: number;
}

/**
 * A `fetch` for an Inngest client whose events stay here: what `inngest.send` and `step.sendEvent` would post to Inngest is
 * written to the engine's tables. Nothing else of Inngest's API exists in the embedded engine.
 */
export function eventFetch(pool: () => Pool): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    if (request.method !== 'POST' || !pathname.startsWith('/e/')) {
      return Response.json(
        { error: `The embedded engine has no ${request.method} ${pathname}; this needs Inngest (INNGEST_BASE_URL).` },
        { status: 501 },
      );
    }
    const seed = request.headers.get('x-inngest-event-id-seed') ?? crypto.randomUUID();
    const sent = [(await request.json()) as Sent | Sent[]].flat();
    const events = sent.map(
      (event, index): EngineEvent => ({
        ...event,
        id: event.id ?? uuidOf('event', seed, String(index)),
        data: event.data ?? {},
        ts: event.ts ?? Date.now(),
      }),
    );
    await inTransaction(pool(), (tx) => receiveEvents(tx, events));
    return Response.json({ ids: events.map(({ id }) => id), status: 200 });
  };
}
