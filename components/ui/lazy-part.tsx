'use client';

import { type ComponentType, useCallback, useEffect, useState } from 'react';
import { Button } from './button';

type Loaded<T> = { state: 'loading' | 'failed'; value?: undefined } | { state: 'ready'; value: T };

/**
 * Loads a part of the program when `wanted`; `retry` loads it again after it failed, as it does while the server is away.
 * React's own `lazy` never tries twice, and fails the whole page.
 * @param load stable, such as a function at module level
 */
export function useLoaded<T>(load: () => Promise<T>, wanted = true): Loaded<T> & { retry: () => void } {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is the retry.
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    setLoaded({ state: 'loading' });
    load().then(
      (value) => !gone && setLoaded({ state: 'ready', value }),
      () => !gone && setLoaded({ state: 'failed' }),
    );
    return () => {
      gone = true;
    };
  }, [load, wanted, attempt]);
  const retry = useCallback(() => setAttempt((before) => before + 1), []);
  return { ...loaded, retry };
}

/** A component of its own file that is loaded when first shown: `Waiting` until then, a retry where that failed. */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>, Waiting: ComponentType): ComponentType<Props> {
  const boxed = async () => ({ Part: await load() });
  return function LazyPart(props: Props) {
    const { state, value, retry } = useLoaded(boxed);
    if (state === 'ready') return <value.Part {...props} />;
    if (state === 'loading') return <Waiting />;
    return <LoadFailure onRetry={retry} />;
  };
}

/** What stands where a part could not be loaded. */
export function LoadFailure({ onRetry }: { onRetry: () => void }) {
  return (
    <div role="alert" className="flex flex-col items-center justify-center gap-3 px-4 py-10 text-center text-sm text-muted">
      This part of the page could not be loaded. The server may be away.
      <Button size="sm" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
