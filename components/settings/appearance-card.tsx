'use client';

import { useEffect, useId, useState } from 'react';
import { setSingleKeys, singleKeysOn } from '../layout/shortcuts';
import { readTheme, type Theme, themes } from '../layout/theme';
import { themeLooks } from '../layout/theme-looks';
import { applyTheme, useTheme } from '../layout/use-theme';
import { Card, CardHeader } from '../ui/card';
import { Segmented } from '../ui/segmented';
import { Switch } from '../ui/switch';

/** What each browser chooses for itself. */
export function AppearanceCard({ initial }: { initial: Theme }) {
  const theme = useTheme(initial);
  const id = useId();
  const [single, setSingle] = useState(true);
  // Only the browser knows; until the page is alive it shows what most have.
  useEffect(() => setSingle(singleKeysOn()), []);
  return (
    <Card aria-labelledby="appearance-title">
      <CardHeader id="appearance-title" title="Appearance and keyboard" description="Kept by this browser" />
      <div className="divide-y border-t text-sm">
        <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
          <span>Theme</span>
          <Segmented
            label="Theme"
            value={theme}
            onValueChange={(value) => applyTheme(readTheme(value))}
            options={themes.map((name) => ({ value: name, label: themeLooks[name].label }))}
          />
        </div>
        <div className="flex items-center justify-between gap-4 px-4 py-3">
          <label htmlFor={id}>
            Single-key shortcuts
            <span className="block text-xs text-muted">Off, only those with Ctrl or ⌘ are taken; for voice control, say.</span>
          </label>
          <Switch
            id={id}
            checked={single}
            onCheckedChange={(on) => {
              setSingle(on);
              setSingleKeys(on);
            }}
          />
        </div>
      </div>
    </Card>
  );
}
