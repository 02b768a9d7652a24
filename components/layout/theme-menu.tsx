'use client';

import { useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '../ui/button';
import { useLoaded } from '../ui/lazy-part';
import type { Theme } from './theme';
import { themeLooks } from './theme-looks';
import { useTheme } from './use-theme';

// Every page has the button, and few people press it: the menu is loaded when somebody is about to.
const loadOptions = () => import('./theme-options');

export function ThemeMenu({ initial }: { initial: Theme }) {
  const theme = useTheme(initial);
  const { icon: Icon, label } = themeLooks[theme];
  const button = useRef<HTMLButtonElement>(null);
  const [wanted, setWanted] = useState(false);
  const [open, setOpen] = useState(false);
  const { state, value } = useLoaded(loadOptions, wanted || open);
  useEffect(() => {
    if (state !== 'failed') return;
    setWanted(false);
    if (open) toast.error('The themes could not be loaded', { description: 'The server may be away. Try again in a moment.' });
    setOpen(false);
  }, [state, open]);
  return (
    <span className="relative inline-flex">
      <Button
        ref={button}
        variant="ghost"
        size="icon"
        aria-label={`Theme: ${label}`}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={() => setWanted(true)}
        onFocus={() => setWanted(true)}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <Icon aria-hidden />
      </Button>
      {value && <value.ThemeOptions theme={theme} open={open} onOpenChange={setOpen} onClosed={() => button.current?.focus()} />}
    </span>
  );
}
