'use client';

import clsx from 'clsx';
import { Keyboard, Search } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Button } from '../ui/button';
import { Kbd } from '../ui/kbd';
import { useOpen } from './commands';

const never = () => () => undefined;

/** Whether this is a Mac, whose people press ⌘ where others press Ctrl. No before the page is alive. */
function useMac(): boolean {
  return useSyncExternalStore(
    never,
    () => /mac|iphone|ipad/i.test(navigator.platform),
    () => false,
  );
}

/** Opens the command palette; looks like the field that it leads to. */
export function SearchButton({ className }: { className?: string }) {
  const open = useOpen();
  const mac = useMac();
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts={mac ? 'Meta+K' : 'Control+K'}
      onClick={() => open('palette')}
      className={clsx(
        'flex h-8 w-full items-center gap-2 rounded-md border bg-surface px-2 text-sm text-muted shadow-card transition-colors hover:bg-hover hover:text-ink',
        className,
      )}
    >
      <Search aria-hidden className="size-4" />
      Search
      <span aria-hidden className="ml-auto flex gap-1">
        <Kbd>{mac ? '⌘' : 'Ctrl'}</Kbd>
        <Kbd>K</Kbd>
      </span>
    </button>
  );
}

/** The same on a phone. */
export function SearchIconButton() {
  const open = useOpen();
  return (
    <Button variant="ghost" size="icon" aria-label="Search" aria-haspopup="dialog" onClick={() => open('palette')}>
      <Search aria-hidden />
    </Button>
  );
}

export function ShortcutsButton() {
  const open = useOpen();
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label="Keyboard shortcuts"
      aria-haspopup="dialog"
      aria-keyshortcuts="?"
      onClick={() => open('shortcuts')}
    >
      <Keyboard aria-hidden />
    </Button>
  );
}
