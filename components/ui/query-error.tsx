'use client';

import { CloudAlert, RotateCcw, WifiOff } from 'lucide-react';
import { ApiError, describe } from '../api/client';
import { Button } from './button';
import { Callout } from './callout';
import { Message } from './message';

/**
 * A region whose request failed: the server's own words, the fields they are about, and a retry.
 * `compact` is one for a line inside a card; otherwise it fills the card that it stands in.
 */
export function QueryError({
  error,
  onRetry,
  retrying = false,
  title = 'This could not be read',
  compact = false,
}: {
  error: unknown;
  onRetry: () => void;
  /** A retry is under way, such as `query.isFetching`. */
  retrying?: boolean;
  title?: string;
  compact?: boolean;
}) {
  const unreachable = error instanceof ApiError && error.status === 0;
  const items = error instanceof ApiError ? error.errors : [];
  const retry = (
    <Button size={compact ? 'sm' : 'md'} variant={compact ? 'secondary' : 'primary'} pending={retrying} onClick={onRetry}>
      {!retrying && <RotateCcw aria-hidden />}
      Try again
    </Button>
  );
  const words = (
    <>
      <p>{describe(error)}</p>
      {items.length > 0 && (
        <ul className="mt-1">
          {items.slice(0, 5).map((item) => (
            <li key={`${item.path}:${item.message}`}>
              <code className="font-mono text-ink">{item.path}</code> {item.message}
            </li>
          ))}
        </ul>
      )}
    </>
  );
  if (compact) {
    return (
      <Callout tone="danger" title={title} actions={retry}>
        {words}
      </Callout>
    );
  }
  return (
    <div role="alert">
      <Message icon={unreachable ? WifiOff : CloudAlert} tone="danger" title={title} actions={retry} className="py-10">
        {words}
      </Message>
    </div>
  );
}
