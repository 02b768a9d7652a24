'use client';

import { useEffect, useState } from 'react';
import type { PipelineEvent, PipelineRun } from '@/lib/pipeline-runs/schema';
import { eventsAddress, fetchRun } from '../api/pipeline-runs';
import { applyEvent, isOver, type LiveRun } from './run-progress';

export type Connection = 'connecting' | 'live' | 'lost' | 'over';

const firstWait = 500;
const longestWait = 10_000;

/**
 * Follows a run by Server-Sent Events until it is over. When the connection breaks, it is made again with growing pauses; the
 * server then begins with the run's present state, so nothing is missed.
 * @param setRun an answer of our own requests (cancel, retry) that need not wait for its event.
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
        // The browser would retry by itself, but gives up on an error status, as a server that is just starting answers.
        source?.close();
        if (gone) return;
        setConnection('lost');
        timer = setTimeout(connect, wait);
        wait = Math.min(wait * 2, longestWait);
        // A stream also ends when its run does; then the run itself says so.
        fetchRun(id).then(
          (run) => !gone && setState((before) => ({ ...before, run })),
          () => undefined,
        );
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
