'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { CircleHelp, ListFilter, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { LoggedKeys } from '@/lib/tracking/schema';
import { fetchLoggedValues } from '../../api/experiments';
import { Button } from '../../ui/button';
import { FieldError } from '../../ui/field';
import { controlClasses } from '../../ui/input';
import { useLoaded } from '../../ui/lazy-part';
import { Popover } from '../../ui/popover';
import { type Completion, completeFilter, valueCompletions } from './complete-filter';
import { FilterHelp } from './filter-help';
import { OfferList } from './offer-list';

// The server's parser, loaded when somebody is about to write.
const loadCheck = () => import('./check-filter');

/** After the last key, before a filter that is right is applied. */
const restMs = 450;

/** A filter in MLflow's language: offers what may come next, tells at its place what is wrong, and applies itself once it is right. */
export function FilterInput({
  experiment,
  keys,
  value,
  onApply,
}: {
  experiment: string;
  keys: LoggedKeys;
  value: string;
  onApply: (filter: string) => void;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const [text, setText] = useState(value);
  const [caret, setCaret] = useState(0);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [focused, setFocused] = useState(false);
  const applied = useRef(value);
  // Back and forth through the addresses, and whatever else sets the filter.
  useEffect(() => {
    if (value !== applied.current) setText(value);
    applied.current = value;
  }, [value]);

  const check = useLoaded(loadCheck, focused || text !== '').value?.checkFilter;
  const fault = useMemo(() => check?.(text), [check, text]);
  const offer = useMemo(() => (open ? completeFilter(text.slice(0, caret), keys) : undefined), [open, text, caret, keys]);
  const wanted = offer?.values;
  const values = useQuery({
    queryKey: ['logged-values', experiment, wanted?.of, wanted?.typed],
    queryFn: ({ signal }) => fetchLoggedValues(experiment, wanted?.of ?? '', wanted?.typed ?? '', signal),
    enabled: wanted !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const items = useMemo(
    () => [...(offer?.items ?? []), ...(wanted && values.data ? valueCompletions(values.data, wanted.from) : [])],
    [offer, wanted, values.data],
  );
  const shown = open && items.length > 0;

  useEffect(() => {
    if (!check || fault || text.trim() === applied.current.trim()) return;
    const timer = setTimeout(() => apply(text), restMs);
    return () => clearTimeout(timer);
  });

  function apply(next: string) {
    applied.current = next.trim();
    onApply(next.trim());
  }
  function track() {
    const element = input.current;
    if (!element) return;
    setCaret(element.selectionStart ?? element.value.length);
    if (mirror.current) mirror.current.scrollLeft = element.scrollLeft;
  }
  function take({ insert, from, more }: Completion) {
    const next = text.slice(0, from) + insert + text.slice(caret).replace(/^[\p{L}\p{N}_$]*["'`]?\s?/u, '');
    const at = from + insert.length;
    // At once, so that what is typed next comes behind it.
    flushSync(() => {
      setText(next);
      setCaret(at);
      setActive(-1);
      setOpen(more);
    });
    input.current?.focus();
    input.current?.setSelectionRange(at, at);
    track();
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const chosen = items[active];
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !event.altKey) {
      event.preventDefault();
      if (!shown) {
        setOpen(true);
        return;
      }
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((active + step + items.length + (active < 0 && step < 0 ? 1 : 0)) % items.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (shown && chosen) take(chosen);
      else {
        setOpen(false);
        if (!fault) apply(text);
      }
    } else if (event.key === 'Tab' && !event.shiftKey && shown && text.trim() !== '') {
      const first = chosen ?? items[0];
      if (!first) return;
      event.preventDefault();
      take(first);
    } else if (event.key === 'Escape' && shown) {
      event.preventDefault();
      setOpen(false);
      setActive(-1);
    }
  }

  // What is only begun is not held against anyone who still types.
  const told = fault && !(focused && fault.unfinished) ? fault : undefined;
  return (
    <div className="relative min-w-0 flex-1 basis-72">
      <div className="relative">
        <ListFilter aria-hidden className="pointer-events-none absolute top-2 left-2.5 z-1 size-4 text-faint" />
        <input
          ref={input}
          role="combobox"
          aria-label="Filter runs"
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={`${id}-offers`}
          aria-activedescendant={shown && active >= 0 ? `${id}-${active}` : undefined}
          aria-invalid={told ? true : undefined}
          aria-describedby={told ? `${id}-fault` : undefined}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          placeholder="metrics.rmse < 100 AND params.model = 'lightgbm'"
          value={text}
          maxLength={10_000}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
            setActive(-1);
            track();
          }}
          onSelect={track}
          onScroll={track}
          onKeyDown={onKeyDown}
          onClick={() => setOpen(true)}
          onFocus={() => {
            setFocused(true);
            track();
          }}
          onBlur={() => {
            setFocused(false);
            setOpen(false);
          }}
          className={clsx(controlClasses, 'w-full pr-16 pl-8 font-mono text-xs')}
        />
        {told && (
          <div
            ref={mirror}
            aria-hidden
            className="pointer-events-none absolute inset-y-0 right-16 left-8 flex items-center overflow-hidden border-x border-transparent font-mono text-xs whitespace-pre text-transparent"
          >
            <span>{text.slice(0, told.place.from)}</span>
            <span className="underline decoration-danger decoration-wavy underline-offset-4">
              {text.slice(told.place.from, told.place.to) || ' '}
            </span>
          </div>
        )}
        <span className="absolute top-0.5 right-0.5 flex">
          {text && (
            <button
              type="button"
              aria-label="Clear the filter"
              onClick={() => {
                setText('');
                apply('');
                input.current?.focus();
              }}
              className="grid size-7 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <X aria-hidden className="size-4" />
            </button>
          )}
          <Popover
            label="The filter language"
            align="end"
            className="w-96 p-4"
            trigger={
              <Button variant="ghost" aria-label="How filters are written" className="size-7 px-0">
                <CircleHelp aria-hidden />
              </Button>
            }
          >
            <FilterHelp />
          </Popover>
        </span>
      </div>
      {shown && <OfferList id={id} items={items} active={active} onTake={take} />}
      {told && (
        <div className="mt-1.5">
          <FieldError id={`${id}-fault`}>{told.message}</FieldError>
        </div>
      )}
    </div>
  );
}
