'use client';

import { Fragment } from 'react';
import { Dialog } from '../ui/dialog';
import { Kbd } from '../ui/kbd';
import { destinations } from './navigation';
import { SingleKeysSetting } from './single-keys-setting';

const general: [keys: string[], does: string][] = [
  [['Ctrl', 'K'], 'Search and commands (⌘ K on a Mac)'],
  [['/'], 'Search and commands'],
  [['?'], 'These shortcuts'],
];
const tables: [keys: string[], does: string][] = [
  [['↑', '↓'], 'From row to row'],
  [['Enter'], 'Open the row'],
  [['x'], 'Select the row'],
];

function Shortcuts({ title, rows, joint }: { title: string; rows: [keys: string[], does: string][]; joint?: string }) {
  return (
    <section>
      <h3 className="text-xs font-medium text-muted">{title}</h3>
      <dl className="mt-1 divide-y">
        {rows.map(([keys, does]) => (
          <div key={keys.join()} className="flex items-center justify-between gap-4 py-1.5 text-sm">
            <dt>{does}</dt>
            <dd className="flex shrink-0 items-center gap-1 text-xs text-muted">
              {keys.map((key, index) => (
                <Fragment key={key}>
                  {index > 0 && joint}
                  <Kbd>{key}</Kbd>
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Every keyboard shortcut, and the switch that turns off those without Ctrl. */
export function ShortcutsDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts">
      <div className="flex flex-col gap-5 overflow-y-auto p-5">
        <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          <Shortcuts title="Anywhere" rows={general} />
          <Shortcuts title="Go to" rows={destinations.map(({ key, label }) => [['g', key], label])} joint="then" />
          <Shortcuts title="In a table" rows={tables} />
        </div>
        <SingleKeysSetting className="rounded-lg border" />
      </div>
    </Dialog>
  );
}
