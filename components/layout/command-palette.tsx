'use client';

import { Command } from 'cmdk';
import { BookOpen, FilePlus2, Keyboard, LoaderCircle, type LucideIcon, Play, Search, SunMoon } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { Dialog as Primitive } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { describe } from '../api/client';
import { Kbd } from '../ui/kbd';
import { useFocusReturn } from '../ui/use-focus-return';
import { destinations } from './navigation';
import { themes } from './theme';
import { themeLooks } from './theme-looks';
import { matches, usePaletteSearch } from './use-palette-search';
import { applyTheme } from './use-theme';

const groupClasses =
  'p-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-1.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted';

function Item({
  value,
  icon: Icon,
  detail,
  children,
  onSelect,
}: {
  value: string;
  icon: LucideIcon;
  detail?: ReactNode;
  children: ReactNode;
  onSelect: () => void;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2 text-sm select-none data-[selected=true]:bg-hover"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 truncate font-medium">{children}</span>
      {detail && <span className="ml-auto min-w-0 shrink-0 truncate pl-3 text-xs text-muted">{detail}</span>}
    </Command.Item>
  );
}

interface Action {
  label: string;
  /** Other words that people may type for it. */
  also: string;
  icon: LucideIcon;
  detail?: ReactNode;
  run: () => void;
}

/** Finds pages, series, runs, models and datasets, and does things, by typing. */
export function CommandPalette({
  open,
  onOpenChange,
  onOpen,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onOpen: (window: 'shortcuts' | 'run') => void;
}) {
  const router = useRouter();
  const address = useSearchParams();
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const [chosen, setChosen] = useState({ text, value: '' });
  const focus = useFocusReturn();
  const { groups, loading, error, retry } = usePaletteSearch(text, address.get('dataset'));

  function close() {
    onOpenChange(false);
    setTyped('');
  }
  /** What opens a window of its own waits until this one has given the focus back. */
  function after(action: () => void) {
    close();
    setTimeout(action, 50);
  }
  function go(href: string) {
    close();
    router.push(href);
  }

  const pages: Action[] = destinations.map(({ href, label, icon, key }) => ({
    label,
    also: 'go to page',
    icon,
    detail: (
      <span className="flex gap-1">
        <Kbd>g</Kbd>
        <Kbd>{key}</Kbd>
      </span>
    ),
    run: () => go(href),
  }));
  const actions: Action[] = [
    { label: 'Run pipeline', also: 'start train new forecast', icon: Play, run: () => after(() => onOpen('run')) },
    { label: 'Bring your own data', also: 'import upload csv parquet dataset', icon: FilePlus2, run: () => go('/data/import') },
    { label: 'API reference', also: 'docs rest openapi endpoints programs mlflow', icon: BookOpen, run: () => go('/docs') },
    ...themes.map((theme) => ({
      label: `Theme: ${themeLooks[theme].label}`,
      also: 'appearance dark light mode colour color',
      icon: theme === 'system' ? SunMoon : themeLooks[theme].icon,
      run: () => after(() => applyTheme(theme)),
    })),
    { label: 'Keyboard shortcuts', also: 'help keys', icon: Keyboard, detail: <Kbd>?</Kbd>, run: () => after(() => onOpen('shortcuts')) },
  ];
  // Those that are called so stand before those that may be meant.
  const matching = (all: Action[]) => [
    ...all.filter(({ label }) => matches(text, label)),
    ...all.filter(({ label, also }) => !matches(text, label) && matches(text, label, also)),
  ];
  const fixed = [
    { heading: 'Go to', items: matching(pages) },
    { heading: 'Actions', items: matching(actions) },
  ].filter(({ items }) => items.length > 0);
  // The first one is chosen until the arrow keys choose another; after the next letter it is the first one again.
  const values = [
    ...groups.flatMap(({ items }) => items.map(({ id }) => id)),
    ...fixed.flatMap(({ items }) => items.map(({ label }) => label)),
  ];
  const value = chosen.text === text && values.includes(chosen.value) ? chosen.value : (values[0] ?? '');

  return (
    <Primitive.Root open={open} onOpenChange={(next) => (next ? onOpenChange(true) : close())}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade-in bg-black/45" />
        <Primitive.Content
          aria-describedby={undefined}
          {...focus}
          className="fixed inset-x-3 top-3 z-50 mx-auto flex max-h-[min(36rem,calc(100dvh-1.5rem))] max-w-xl animate-overlay-in flex-col overflow-hidden rounded-xl bg-overlay shadow-overlay outline-none sm:top-[14vh] sm:max-h-[min(32rem,72vh)]"
        >
          <Primitive.Title className="sr-only">Search and commands</Primitive.Title>
          <Command
            shouldFilter={false}
            label="Search and commands"
            loop
            value={value}
            onValueChange={(next) => setChosen({ text, value: next })}
            className="flex min-h-0 flex-1 flex-col"
          >
            <div className="flex shrink-0 items-center gap-2.5 border-b px-4">
              {loading && text ? (
                <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-faint" />
              ) : (
                <Search aria-hidden className="size-4 shrink-0 text-faint" />
              )}
              <Command.Input
                value={typed}
                onValueChange={setTyped}
                placeholder="Search pages, series, runs, models… or do something"
                className="h-12 w-full min-w-0 bg-transparent text-base outline-none placeholder:text-faint"
              />
              <Kbd className="hidden sm:inline-grid">Esc</Kbd>
            </div>
            <Command.List className="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-1">
              {error && text && (
                <div role="alert" className="m-2 flex items-center justify-between gap-3 rounded-md bg-danger-soft px-3 py-2 text-sm">
                  <span className="min-w-0">{describe(error)}</span>
                  <button type="button" className="shrink-0 font-medium underline" onClick={retry}>
                    Try again
                  </button>
                </div>
              )}
              {fixed.length === 0 && groups.length === 0 && !loading && (
                <p className="px-4 py-10 text-center text-sm text-muted">Nothing matches “{text}”.</p>
              )}
              {groups.map(({ heading, items }) => (
                <Command.Group key={heading} heading={heading} className={groupClasses}>
                  {items.map((item) => (
                    <Item key={item.id} value={item.id} icon={item.icon} detail={item.detail} onSelect={() => go(item.href)}>
                      {item.label}
                    </Item>
                  ))}
                </Command.Group>
              ))}
              {fixed.map(({ heading, items }) => (
                <Command.Group key={heading} heading={heading} className={groupClasses}>
                  {items.map((item) => (
                    <Item key={item.label} value={item.label} icon={item.icon} detail={item.detail} onSelect={item.run}>
                      {item.label}
                    </Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
