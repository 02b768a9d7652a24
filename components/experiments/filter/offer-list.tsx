import clsx from 'clsx';
import { useEffect, useRef } from 'react';
import type { Completion } from './complete-filter';

/** What may come next, below the filter. The focus stays where one types. */
export function OfferList({
  id,
  items,
  active,
  onTake,
}: {
  id: string;
  items: Completion[];
  active: number;
  onTake: (item: Completion) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      ref={list}
      id={`${id}-offers`}
      role="listbox"
      aria-label="What may come next"
      tabIndex={-1}
      className="absolute top-full left-0 z-40 mt-1 max-h-72 w-full max-w-md animate-overlay-in overflow-y-auto rounded-lg bg-overlay p-1 shadow-overlay"
    >
      {items.map((item, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the field, which owns the list.
        <div
          key={`${item.kind} ${item.label}`}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // Before the field would lose the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(item)}
          className={clsx(
            'flex min-h-7 cursor-default items-center justify-between gap-4 rounded-md px-2 text-xs select-none hover:bg-hover',
            index === active && 'bg-hover',
          )}
        >
          <span className="truncate font-mono">{item.label}</span>
          <span className="shrink-0 text-2xs text-muted">{item.kind}</span>
        </div>
      ))}
    </div>
  );
}
