'use client';

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { LogLine } from '@/lib/pipeline-runs/history-schema';
import { fetchLog } from '../../api/pipeline-runs';
import type { LogStore } from './log-store';

export interface RunLogState {
  lines: LogLine[];
  state: 'loading' | 'ready' | 'failed';
  error?: unknown;
  /** Lines that the server has not kept. */
  removed: number;
  retry: () => void;
}

const none: LogLine[] = [];

/** A run's log: what was said before by pages, and what the stream brings into the store; once more to its end when the run is over. */
export function useRunLog(id: string, store: LogStore, over: boolean): RunLogState {
  const lines = useSyncExternalStore(store.subscribe, store.snapshot, () => none);
  const [found, setFound] = useState<Pick<RunLogState, 'state' | 'error' | 'removed'>>({ state: 'loading', removed: 0 });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is the retry; the end of the run is a reason to read what is left.
  useEffect(() => {
    const leaving = new AbortController();
    const read = async () => {
      // The stream may have brought newer lines than those that are missing, so the whole is read once.
      for (let after: string | undefined; ; ) {
        const page = await fetchLog(id, after, leaving.signal);
        store.add(page.items);
        setFound((before) => ({ ...before, removed: page.removed }));
        if (page.nextCursor === null) break;
        after = page.nextCursor;
      }
      setFound((before) => ({ state: 'ready', removed: before.removed }));
    };
    read().catch((error: unknown) => {
      if (!leaving.signal.aborted) setFound((before) => ({ ...before, state: 'failed', error }));
    });
    return () => leaving.abort();
  }, [id, store, over, attempt]);

  const retry = useCallback(() => {
    setFound((before) => ({ ...before, state: 'loading' }));
    setAttempt((before) => before + 1);
  }, []);
  return { lines, ...found, retry };
}
