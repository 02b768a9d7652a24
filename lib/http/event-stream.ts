import { logger } from '@/lib/logger';

/** One Server-Sent Event. `data` is sent as JSON, on one line. */
export interface StreamEvent {
  id?: string;
  event?: string;
  data: unknown;
}

/** Comments that keep proxies from closing a quiet stream, in milliseconds. */
export const heartbeatMs = 15_000;
/** What a browser waits before it comes back, in milliseconds. */
const retryMs = 2_000;

function frame({ id, event, data }: StreamEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`;
}

/**
 * An answer of Server-Sent Events that ends when its source does. The source is asked for its next event when the client has taken the
 * last one, and its signal aborts when the client has gone, so that nothing is left listening.
 */
export function eventStream(request: Request, source: (signal: AbortSignal) => AsyncIterable<StreamEvent>): Response {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  const leave = () => gone.abort();
  const events = source(gone.signal)[Symbol.asyncIterator]();
  let heartbeat: NodeJS.Timeout | undefined;

  const end = async () => {
    clearInterval(heartbeat);
    request.signal.removeEventListener('abort', leave);
    gone.abort();
    await events.return?.();
  };

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(`retry: ${retryMs}\n\n`));
      heartbeat = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(': heartbeat\n\n'));
      }, heartbeatMs);
      if (request.signal.aborted) leave();
      request.signal.addEventListener('abort', leave);
    },
    async pull(controller) {
      try {
        const next = await events.next();
        if (!next.done) return controller.enqueue(encoder.encode(frame(next.value)));
        await end();
        controller.close();
      } catch (error) {
        const clientLeft = gone.signal.aborted;
        await end();
        if (clientLeft) return controller.close();
        // The client comes back by itself and says which event it saw last.
        logger.error({ err: error }, 'an event stream broke');
        controller.error(error);
      }
    },
    cancel: end,
  });

  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // `no-transform` keeps compression from holding events back.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}
