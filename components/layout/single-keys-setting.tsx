'use client';

import clsx from 'clsx';
import { useId, useState, useSyncExternalStore } from 'react';
import { Switch } from '../ui/switch';
import { setSingleKeys, singleKeysOn } from './shortcuts';

const never = () => () => undefined;

/** Turns off the shortcuts that are single keys; the browser keeps it. */
export function SingleKeysSetting({ className }: { className?: string }) {
  const id = useId();
  // Only the browser knows; until the page is alive it shows what most have.
  const kept = useSyncExternalStore(never, singleKeysOn, () => true);
  const [chosen, setChosen] = useState<boolean>();
  return (
    <div className={clsx('flex items-center justify-between gap-4 px-4 py-3 text-sm', className)}>
      <label htmlFor={id}>
        Single-key shortcuts
        <span className="block text-xs text-muted">Off, only those with Ctrl or ⌘ are taken; for voice control, say.</span>
      </label>
      <Switch
        id={id}
        checked={chosen ?? kept}
        onCheckedChange={(on) => {
          setChosen(on);
          setSingleKeys(on);
        }}
      />
    </div>
  );
}
