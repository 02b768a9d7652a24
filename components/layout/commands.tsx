'use client';

import { useRouter } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { toast } from 'sonner';
import { RunDialog } from '../pipelines/run-dialog';
import { useLoaded } from '../ui/lazy-part';
import { commandOf, singleKeysOn } from './shortcuts';

// Both are loaded when they are first asked for.
const loadPalette = () => import('./command-palette');
const loadHelp = () => import('./shortcuts-dialog');

type Window = 'palette' | 'shortcuts' | 'run';

const Opener = createContext<(window: Window) => void>(() => undefined);

/** Opens the command palette, the help on shortcuts, or the form of a new run, from anywhere below `Commands`. */
export function useOpen(): (window: Window) => void {
  return useContext(Opener);
}

/** How long after `g` the next key still says where to. */
const leadMs = 1200;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select, [role="combobox"]'));
}

/** Keyboard shortcuts and the windows that they open. */
export function Commands({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [open, setOpen] = useState<Window>();
  // Once opened they stay in the page, so that they can close in their own time.
  const [used, setUsed] = useState<ReadonlySet<Window>>(new Set());
  const leadAt = useRef(0);
  const opened = useRef(open);
  opened.current = open;

  const show = useMemo(
    () => (window: Window) => {
      setUsed((before) => new Set([...before, window]));
      setOpen(window);
    },
    [],
  );

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat) return;
      // A window that is open has the keyboard to itself, but for the palette's own key, which closes it again.
      const inWindow = document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null;
      const command = commandOf(event, {
        // What is asked for may still be on its way.
        typing: isTyping(event.target) || inWindow || opened.current !== undefined,
        leading: event.timeStamp - leadAt.current < leadMs,
        singleKeys: singleKeysOn(),
      });
      leadAt.current = 0;
      if (command === undefined) return;
      if (command === 'lead') {
        leadAt.current = event.timeStamp;
        return;
      }
      event.preventDefault();
      if (typeof command === 'object') router.push(command.go);
      else if (command === 'palette') setOpen((before) => (before === 'palette' ? undefined : 'palette'));
      else show(command);
      if (command === 'palette') setUsed((before) => new Set([...before, 'palette']));
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [router, show]);

  const palette = useLoaded(loadPalette, used.has('palette'));
  const help = useLoaded(loadHelp, used.has('shortcuts'));
  useEffect(() => {
    const failed: Window[] = [
      ...(palette.state === 'failed' ? (['palette'] as const) : []),
      ...(help.state === 'failed' ? (['shortcuts'] as const) : []),
    ];
    if (failed.length === 0) return;
    // Asked for again, it is loaded again.
    setUsed((before) => new Set([...before].filter((window) => !failed.includes(window))));
    setOpen(undefined);
    toast.error('This could not be loaded', { description: 'The server may be away. Try again in a moment.' });
  }, [palette.state, help.state]);

  const changed = (window: Window) => (next: boolean) => setOpen(next ? window : undefined);
  return (
    <Opener value={show}>
      {children}
      {palette.value && <palette.value.CommandPalette open={open === 'palette'} onOpenChange={changed('palette')} onOpen={show} />}
      {help.value && <help.value.ShortcutsDialog open={open === 'shortcuts'} onOpenChange={changed('shortcuts')} />}
      {used.has('run') && <RunDialog open={open === 'run'} onOpenChange={changed('run')} />}
    </Opener>
  );
}
