'use client';

import { Menu, MenuRadioGroup } from '../ui/menu';
import { readTheme, type Theme, themes } from './theme';
import { themeLooks } from './theme-looks';
import { applyTheme } from './use-theme';

/** The choice of themes, below the box that it is put into. */
export function ThemeOptions({
  theme,
  open,
  onOpenChange,
  onClosed,
}: {
  theme: Theme;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onClosed: () => void;
}) {
  return (
    <Menu
      label="Theme"
      open={open}
      onOpenChange={onOpenChange}
      onClosed={onClosed}
      trigger={<span aria-hidden className="pointer-events-none absolute inset-0" />}
    >
      <MenuRadioGroup
        value={theme}
        onValueChange={(value) => applyTheme(readTheme(value))}
        options={themes.map((name) => ({ value: name, ...themeLooks[name] }))}
      />
    </Menu>
  );
}
