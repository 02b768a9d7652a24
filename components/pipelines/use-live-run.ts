'use client';

import { useEffect, useRef, useState } from 'react';
import type { LogLine } from '@/lib/pipeline-runs/history-schema';
import type { PipelineEvent, PipelineRun } from '@/lib/pipeline-runs/schema';
import { eventsAddress, fetchRun } from '../api/pipeline-runs';
import { applyEvent, isOver } from './run-progress';

export type Connection = 'connecting' | 'live' | 'lost' | 'over';

const firstWait = 500;
const longestWait = 10_000;

/**
 * Follows a run by Server-Sent Events until it is over. A broken connection is made again and goes on after the last event that was
 * seen, or begins with the run's present state, so no change is missed.
 * `setRun` takes the answers of our own requests (cancel, retry), which need not wait for their event.
 * @param onLine told each line of the run's log as it comes
 */
export function useLiveRun(
  initial: PipelineRun,
  onLine?: (line: LogLine) => void,
): { run: PipelineRun; connection: Connection; setRun: (run: PipelineRun) => void } {
  const [run, setRun] = useState(initial);
  const [connection, setConnection] = useState<Connection>(isOver(initial) ? 'over' : 'connecting');
  const listener = useRef(onLine);
  listener.current = onLine;
  const { id } = initial;
  const over = isOver(run);

  useEffect(() => {
    if (over) {
      setConnection('over');
      return;
    }
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = firstWait;
    let gone = false;
    let seen: string | undefined;

    const take = (message: MessageEvent<string>) => {
      const event = JSON.parse(message.data) as PipelineEvent;
      seen = event.id;
      if (event.type === 'log') listener.current?.({ id: event.id, createdAt: event.createdAt, ...event.payload });
      else setRun((before) => applyEvent(before, event));
    };
    const connect = () => {
      source = new EventSource(eventsAddress(id, seen));
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
          (found) => !gone && setRun(found),
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

  return { run, connection, setRun };
}
