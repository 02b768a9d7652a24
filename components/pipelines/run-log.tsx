'use client';

import clsx from 'clsx';
import { useEffect, useRef } from 'react';
import { clock } from '../format';
import type { LogLine } from './run-progress';

const inks = { info: 'text-ink', warn: 'text-warning', error: 'text-danger' } as const;

/** A run's log as it comes; it stays at the newest line unless one has scrolled up. */
export function RunLog({ lines }: { lines: LogLine[] }) {
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is the reason to scroll.
  useEffect(() => {
    if (follows.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines.length]);
  return (
    <div
      ref={box}
      role="log"
      aria-label="Log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        follows.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
      className="max-h-72 overflow-auto rounded-b-lg border-t bg-raised px-4 py-3 font-mono text-xs focus-visible:-outline-offset-2"
    >
      {lines.map((line) => (
        <p key={line.id} className="flex gap-3 whitespace-pre-wrap">
          <time dateTime={line.createdAt} className="shrink-0 text-faint tabular">
            {clock(line.createdAt)}
          </time>
          <span className={clsx('min-w-0 wrap-anywhere', inks[line.level])}>
            {line.step && <span className="text-muted">{line.step}: </span>}
            {line.message}
          </span>
        </p>
      ))}
    </div>
  );
}
