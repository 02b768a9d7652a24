'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import clsx from 'clsx';
import { Check, ChevronsUpDown, LoaderCircle, Search } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { controlClasses } from '../ui/input';
import { type RecentSeries, recentSeries } from './recent-series';
import { levelLabel } from './series-label';
import { type SeriesGroup, type SeriesSearch, useLevelsSearch, useSeriesSearch } from './use-series-search';

const rowHeight = 32;
/** Rows before the end at which the next page is fetched. */
const lead = 20;
/** By how many rows a key moves. */
const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

interface Props {
  dataset: string;
  /** Level that is searched; undefined searches all of `levels`. */
  level: string | undefined;
  levels: string[];
  value: RecentSeries;
  onSelect: (series: RecentSeries) => void;
}

/** One series of any number: found by the server as one types, listed as one scrolls, those looked at last on top. */
export function SeriesCombobox(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label={`Series: ${props.value.label}`}
        className={clsx(controlClasses, 'flex max-w-80 min-w-52 flex-1 items-center justify-between gap-2 text-left sm:flex-none')}
      >
        <span className="truncate">{props.value.label}</span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label="Series"
          className="z-50 w-(--radix-popover-trigger-width) max-w-[calc(100vw-1rem)] min-w-72 animate-overlay-in overflow-hidden rounded-lg bg-overlay shadow-overlay outline-none"
        >
          {props.level === undefined ? (
            <AllLevels {...props} onDone={() => setOpen(false)} />
          ) : (
            <OneLevel {...props} level={props.level} onDone={() => setOpen(false)} />
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

type Row = { kind: 'heading'; label: string } | { kind: 'option'; series: RecentSeries; key: string };

function rowsOf(groups: SeriesGroup[], recent: RecentSeries[]): Row[] {
  const all =
    recent.length === 0 ? groups : [{ heading: 'Recent', series: recent }, ...groups.map((group) => ({ heading: 'All', ...group }))];
  return all.flatMap(({ heading, series }) => [
    ...(heading === undefined ? [] : [{ kind: 'heading' as const, label: heading }]),
    ...series.map((one) => ({ kind: 'option' as const, series: one, key: `${heading} ${one.id}` })),
  ]);
}

type ListProps = Props & { onDone: () => void };

function OneLevel({ level, ...props }: ListProps & { level: string }) {
  const [search, setSearch] = useState('');
  const answer = useSeriesSearch({ dataset: props.dataset, level, search });
  return <SeriesList {...props} level={level} search={search} onSearch={setSearch} answer={answer} />;
}

function AllLevels(props: ListProps) {
  const [search, setSearch] = useState('');
  const answer = useLevelsSearch({ dataset: props.dataset, levels: props.levels, search });
  return <SeriesList {...props} search={search} onSearch={setSearch} answer={answer} />;
}

function SeriesList({
  dataset,
  level,
  levels,
  value,
  onSelect,
  onDone,
  search,
  onSearch,
  answer,
}: ListProps & { search: string; onSearch: (text: string) => void; answer: SeriesSearch }) {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number>();
  const [recent] = useState(() => recentSeries(dataset).filter((item) => item.id !== value.id && levels.includes(item.level)));
  const rows = rowsOf(answer.groups, search.trim() === '' ? recent : []);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    // What is measured before the window stands is zero high.
    initialRect: { width: 300, height: 288 },
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { more } = answer;
  useEffect(() => {
    if (last >= rows.length - lead) more?.();
  }, [more, last, rows.length]);

  const first = rows.findIndex(({ kind }) => kind === 'option');
  const at = active !== undefined && rows[active]?.kind === 'option' ? active : first;

  function move(to: number, by: number) {
    let next = Math.min(rows.length - 1, Math.max(0, to));
    while (rows[next]?.kind === 'heading' && rows[next + by]) next += by;
    if (rows[next]?.kind !== 'option') return;
    setActive(next);
    virtualizer.scrollToIndex(next === first ? 0 : next);
  }

  function choose(series: RecentSeries) {
    onSelect(series);
    onDone();
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = steps[event.key];
    if (step !== undefined) move(at + step, Math.sign(step));
    else if (event.key === 'Enter') {
      const row = rows[at];
      if (row?.kind === 'option') choose(row.series);
    } else return;
    event.preventDefault();
  }

  const loading = answer.isPending || !answer.current;
  const activeKey = rows[at]?.kind === 'option' ? `${id}-${at}` : undefined;
  return (
    <>
      <div className="flex items-center gap-2 border-b px-3">
        {loading ? (
          <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-faint" />
        ) : (
          <Search aria-hidden className="size-4 shrink-0 text-faint" />
        )}
        <input
          role="combobox"
          aria-label="Search series"
          aria-expanded
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={activeKey}
          value={search}
          onChange={(event) => {
            onSearch(event.target.value);
            setActive(undefined);
            virtualizer.scrollToOffset(0);
          }}
          onKeyDown={onKeyDown}
          placeholder={level === undefined ? 'Search all series…' : `Search ${levelLabel(level).toLowerCase()}…`}
          className="h-10 w-full bg-transparent text-sm outline-none placeholder:text-faint"
        />
      </div>
      {answer.isError && (
        <div role="alert" className="flex items-center justify-between gap-3 px-3 py-3 text-sm text-danger">
          The list could not be read.
          <button type="button" className="min-h-6 font-medium underline" onClick={answer.retry}>
            Try again
          </button>
        </div>
      )}
      {!loading && !answer.isError && rows.length === 0 && (
        <p className="px-3 py-6 text-center text-sm text-muted">Nothing matches “{search}”.</p>
      )}
      <div ref={frame} className="max-h-72 overflow-y-auto p-1">
        <div id={`${id}-list`} role="listbox" aria-label="Series" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            const place = { transform: `translateY(${start}px)`, height: rowHeight };
            if (row.kind === 'heading') {
              return (
                <div
                  key={`heading ${row.label}`}
                  role="presentation"
                  className="absolute inset-x-0 flex items-end px-2 pb-1 text-2xs font-medium text-muted"
                  style={place}
                >
                  {row.label}
                </div>
              );
            }
            const { series } = row;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and takes the keys.
              <div
                key={row.key}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                aria-setsize={-1}
                aria-posinset={index + 1}
                onMouseMove={() => index !== at && setActive(index)}
                onClick={() => choose(series)}
                className={clsx(
                  'absolute inset-x-0 flex cursor-default items-center justify-between gap-3 rounded-md px-2 text-sm select-none',
                  index === at && 'bg-hover',
                )}
                style={place}
              >
                <span className="truncate">{series.label}</span>
                {series.id === value.id ? (
                  <Check aria-hidden className="size-3.5 shrink-0 text-accent-ink" />
                ) : (
                  series.level !== level && <span className="shrink-0 text-xs text-muted">{levelLabel(series.level)}</span>
                )}
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}
