'use client';

import { SingleKeysSetting } from '../layout/single-keys-setting';
import { readTheme, type Theme, themes } from '../layout/theme';
import { themeLooks } from '../layout/theme-looks';
import { applyTheme, useTheme } from '../layout/use-theme';
import { Card, CardHeader } from '../ui/card';
import { Segmented } from '../ui/segmented';

/** What each browser chooses for itself. */
export function AppearanceCard({ initial }: { initial: Theme }) {
  const theme = useTheme(initial);
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
        <SingleKeysSetting />
      </div>
    </Card>
  );
}
