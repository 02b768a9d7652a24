'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import clsx from 'clsx';
import { useEffect, useRef } from 'react';
import type { LogLine } from '@/lib/pipeline-runs/history-schema';
import { clock } from '../../format';
import { cutAtFinds } from './filter-lines';

const inks = { info: 'text-ink', warn: 'text-warning', error: 'text-danger' } as const;
const marks = { info: 'INFO', warn: 'WARN', error: 'ERROR' } as const;
const lineHeight = 20;
const nearEnd = 32;

/** The lines, of which only those in sight are rendered. While it follows, the newest stays in sight; scrolling up stops that. */
export function LogLines({
  lines,
  q,
  follows,
  onFollow,
}: {
  lines: LogLine[];
  q: string | undefined;
  follows: boolean;
  onFollow: (follows: boolean) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is the reason to scroll.
  useEffect(() => {
    if (follows && lines.length > 0) rows.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [follows, lines.length, lines.at(-1)?.id]);

  return (
    <div
      ref={box}
      role="log"
      aria-label="Log"
      aria-live="off"
      data-lines={lines.length}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
      tabIndex={0}
      onWheel={({ deltaY }) => deltaY < 0 && onFollow(false)}
      onKeyDown={({ key }) => {
        if (['ArrowUp', 'PageUp', 'Home'].includes(key)) onFollow(false);
        if (key === 'End') onFollow(true);
      }}
      onTouchMove={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        if (scrollHeight - scrollTop - clientHeight > nearEnd) onFollow(false);
      }}
      className="h-80 xl:h-[30rem] overflow-auto overscroll-contain rounded-b-lg border-t bg-raised font-mono text-xs focus-visible:-outline-offset-2"
    >
      <div className="relative" style={{ height: rows.getTotalSize() + 16 }}>
        {rows.getVirtualItems().map((row) => {
          const line = lines[row.index];
          if (!line) return null;
          return (
            <p
              key={row.key}
              ref={rows.measureElement}
              data-index={row.index}
              className={clsx(
                'absolute inset-x-0 top-2 px-4 leading-5 hover:bg-hover sm:grid sm:grid-cols-[auto_auto_minmax(0,1fr)] sm:gap-x-3',
                line.level === 'error' && 'bg-danger-soft',
              )}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <time dateTime={line.createdAt} className="text-faint tabular max-sm:mr-2">
                {clock(line.createdAt)}
              </time>
              <span className={clsx('w-9', line.level === 'info' ? 'text-faint max-sm:hidden' : [inks[line.level], 'max-sm:mr-2'])}>
                {marks[line.level]}
              </span>
              <span className={clsx('min-w-0 whitespace-pre-wrap wrap-anywhere', inks[line.level])}>
                {line.step && <span className="text-muted">{line.step}: </span>}
                {cutAtFinds(line.message, q).map((piece, k) =>
                  k % 2 === 1 ? (
                    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in its order.
                    <mark key={k} className="rounded-sm bg-warning-soft text-warning">
                      {piece}
                    </mark>
                  ) : (
                    piece
                  ),
                )}
              </span>
            </p>
          );
        })}
      </div>
    </div>
  );
}
