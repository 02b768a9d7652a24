'use client';

import { useEffect, useState } from 'react';
import type { PipelineEvent, PipelineRun } from '@/lib/pipeline-runs/schema';
import { eventsAddress, fetchRun } from '../api/pipeline-runs';
import { applyEvent, isOver, type LiveRun } from './run-progress';

export type Connection = 'connecting' | 'live' | 'lost' | 'over';

const firstWait = 500;
const longestWait = 10_000;

/**
 * Follows a run by Server-Sent Events until it is over. A broken connection is made again; the server then goes on after the last
 * event that was seen, or begins with the run's present state, so no change is missed.
 * `setRun` takes the answers of our own requests (cancel, retry), which need not wait for their event.
 */
export function useLiveRun(initial: PipelineRun): LiveRun & { connection: Connection; setRun: (run: PipelineRun) => void } {
  const [state, setState] = useState<LiveRun>({ run: initial, log: [] });
  const [connection, setConnection] = useState<Connection>(isOver(initial) ? 'over' : 'connecting');
  const { id } = initial;
  const over = isOver(state.run);

  useEffect(() => {
    if (over) {
      setConnection('over');
      return;
    }
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = firstWait;
    let gone = false;

    const take = (message: MessageEvent<string>) => {
      const event = JSON.parse(message.data) as PipelineEvent;
      setState((before) => applyEvent(before, event));
    };
    const connect = () => {
      source = new EventSource(eventsAddress(id));
      source.onopen = () => {
        wait = firstWait;
        setConnection('live');
      };
      for (const type of ['message', 'run', 'step', 'log']) source.addEventListener(type, take as EventListener);
      source.onerror = () => {
        if (gone) return;
        setConnection('lost');
        // A stream also ends when its run does; then the run itself says so.
        fetchRun(id).then(
          (run) => !gone && setState((before) => ({ ...before, run })),
          () => undefined,
        );
        // The browser comes back by itself and says what it saw last, unless the answer was an error status, as of a server that starts.
        if (source?.readyState !== EventSource.CLOSED) return;
        timer = setTimeout(connect, wait);
        wait = Math.min(wait * 2, longestWait);
      };
    };
    connect();
    return () => {
      gone = true;
      clearTimeout(timer);
      source?.close();
    };
  }, [id, over]);

  return { ...state, connection, setRun: (run) => setState((before) => ({ ...before, run })) };
}
